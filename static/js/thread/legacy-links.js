/** Where an address from the former site points at a reaction, go to where that is now. */

const thread = document.querySelector("#thread");

function go() {
  const former = /^#comment-(\d{1,18})$/.exec(location.hash);
  if (former) location.replace(thread.dataset.former.replace("/0/", `/${former[1]}/`));
}

go();
addEventListener("hashchange", go);
