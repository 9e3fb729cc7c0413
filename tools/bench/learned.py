"""Measure the worth and the cost of the learned rule on made-up reactions.

    python -m tools.bench.learned

Trained on earlier ones and tested on the 2,000 after them. With scikit-learn at hand (in another
environment; it is no dependency) `python -m tools.bench.learned_sklearn` does the same with its
classifiers.
"""

import argparse
import time
import tracemalloc
from pathlib import Path

import defusedxml.ElementTree

from comments.learned import features
from comments.learned.bayes import NaiveBayes
from comments.learned.calibration import (
    CalibrationCurve,
    brier_score,
    calibration_table,
    fit_curve,
    hits_at_bound,
)
from comments.learned.quality import BOUNDS, ScoredLesson, fit_latest_curve
from tools.bench.reactions import TURNED, Made, make

SIZES = (50, 100, 200, 500, 1000, 2000, 5000)
TESTED = 2000
KINDS = ("fair", "insult", "spam", "off_topic", "privacy")


def prequential(made: list[Made]) -> tuple[NaiveBayes, list[ScoredLesson]]:
    """Learn in order, each scored before it is learned."""
    bayes, scored = NaiveBayes(), []
    for one in made:
        places = features.text_features(one.text)
        scored.append((bayes.score(places), one.rejected))
        bayes.learn(places, rejected=one.rejected)
    return bayes, scored


def certainty(bayes: NaiveBayes, fitted: CalibrationCurve, text: str) -> float | None:
    score = bayes.score(features.text_features(text))
    return None if score is None else fitted.certainty(score)


def main() -> None:
    made = make(max(SIZES) + TESTED)
    test = made[-TESTED:]
    print(f"{len(made)} made up, {TURNED:.0%} of the verdicts turned round; tested on {TESTED}.")
    print("learned  brier   precision and recall at 50, 80 and 90 % certain")
    for size in SIZES:
        bayes, scored = prequential(made[:size])
        fitted = fit_latest_curve(scored)
        certainties = [certainty(bayes, fitted, one.text) for one in test]
        pairs = list(zip(certainties, (one.rejected for one in test), strict=True))
        judged = [(sure, rejected) for sure, rejected in pairs if sure is not None]
        unjudged = sum(rejected for sure, rejected in pairs if sure is None)
        found = [hits_at_bound(judged, bound, unjudged) for bound in (50, 80, 90)]
        shown = "   ".join(
            f"{row.precision or 0:.3f} {row.recall:.3f} ({row.held})" for row in found
        )
        silent = len(test) - len(judged)
        print(f"{size:7}  {brier_score(judged):.4f}  {shown}   silent on {silent}")
    share = sum(one.rejected for one in test) / len(test)
    print(f"always saying {share:.2f}: brier {share * (1 - share):.4f}")
    print("\nAt 5,000:  bound   precision  recall")
    for row in (hits_at_bound(judged, bound, unjudged) for bound in BOUNDS):
        print(f"{row.bound:15} %  {row.precision or 0:9.3f}  {row.recall:.3f}")
    print("of each kind held at 80 %:")
    for kind in KINDS:
        its = [c or 0 for c, one in zip(certainties, test, strict=True) if one.kind == kind]
        print(f"  {kind:9} {sum(c >= 0.8 for c in its) / len(its):.2f} of {len(its)}")
    print("calibration: said, was, texts")
    for row in calibration_table(judged, 10):
        print(f"  {row.least:2}-{row.most:3} %  {row.said:.3f}  {row.was:.3f}  {row.count}")
    cost(bayes, scored, test)


def cost(bayes: NaiveBayes, scored: list[ScoredLesson], test: list[Made]) -> None:
    def took(what, times: int) -> float:
        start = time.perf_counter()
        for _ in range(times):
            what()
        return (time.perf_counter() - start) / times * 1000

    print("\nmilliseconds")
    for letters in (200, 1000, 5000):
        text = " ".join(one.text for one in test)[:letters]
        places = features.text_features(text)

        def judge(text: str = text) -> float | None:
            return bayes.score(features.text_features(text))

        def judge_cold(judge=judge) -> float:
            features.word_features.cache_clear()
            return judge()

        def learn(places: set[int] = places) -> None:
            bayes.learn(places, rejected=True)
            bayes.unlearn(places, rejected=True)

        print(
            f"  {letters:4} letters: judge {took(judge, 50):.2f}, with words never seen "
            f"{took(judge_cold, 20):.2f}, learn and unlearn {took(learn, 50):.2f}"
        )
    packed = bayes.to_bytes()
    print(f"  pack {took(bayes.to_bytes, 10):.1f}, unpack", end=" ")
    print(f"{took(lambda: NaiveBayes.from_bytes(packed, 1, 1), 10):.1f}", end=", ")
    known = [one for one in scored[-2000:] if one[0] is not None]
    print(f"fit the curve to {len(known):,} {took(lambda: fit_curve(known), 3):.0f}")
    tracemalloc.start()
    kept = NaiveBayes.from_bytes(packed, 1, 1)
    print(
        f"memory {tracemalloc.get_traced_memory()[0] / 1e6:.2f} MB, database {len(packed):,} bytes"
    )
    tracemalloc.stop()
    del kept


def real(path: Path) -> None:
    """Print the share of real reactions that a classifier trained on made-up ones would hold."""
    bayes, scored = prequential(make(5000))
    fitted = fit_latest_curve(scored)
    root = defusedxml.ElementTree.parse(path).getroot()
    texts = [node.text for node in root.iter() if node.tag.endswith("comment_content")]
    certain = [certainty(bayes, fitted, text) or 0 for text in texts if text]
    print(f"\n{path.name}: {len(certain)} real reactions")
    for bound in BOUNDS:
        print(f"  held at {bound} %: {sum(c * 100 >= bound for c in certain) / len(certain):.1%}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--wxr", type=Path, help="an export to try it on as well")
    chosen = parser.parse_args()
    main()
    if chosen.wxr:
        real(chosen.wxr)
