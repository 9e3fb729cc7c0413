"""The made-up reactions of tools.bench.learned to scikit-learn's classifiers, for comparison.

    python -m venv /somewhere && /somewhere/bin/pip install scikit-learn
    /somewhere/bin/python -m tools.bench.learned_sklearn

Words and pairs, and pieces of four letters within words, hashed as ours are; learned one by one.
"""

import time

from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.linear_model import SGDClassifier
from sklearn.naive_bayes import ComplementNB, MultinomialNB
from sklearn.pipeline import make_union

from comments.learned.calibration import brier_score, fit_curve, hits_at_bound
from tools.bench.reactions import make

SIZES = (50, 100, 200, 500, 1000, 2000, 5000)
TESTED = 2000


def features():
    both = {"binary": True, "norm": None, "alternate_sign": False, "n_features": 1 << 17}
    return make_union(
        HashingVectorizer(ngram_range=(1, 2), **both),
        HashingVectorizer(analyzer="char_wb", ngram_range=(4, 4), **both),
    )


CLASSIFIERS = {
    "MultinomialNB": lambda: MultinomialNB(alpha=0.1, fit_prior=False),
    "ComplementNB": lambda: ComplementNB(alpha=0.1),
    "SGD, logistic": lambda: SGDClassifier(loss="log_loss", alpha=1e-5, random_state=1),
}


def score(classifier, rows) -> list[float]:
    if hasattr(classifier, "decision_function"):
        return list(classifier.decision_function(rows))
    logs = classifier.predict_log_proba(rows)
    # As ours: by the root of the number of features.
    lengths = rows.sum(axis=1).A1 if hasattr(rows.sum(axis=1), "A1") else rows.sum(axis=1)
    return [float(row[1] - row[0]) / max(1, float(n)) ** 0.5 for row, n in zip(logs, lengths)]  # noqa: B905


def main() -> None:
    made = make(max(SIZES) + TESTED)
    vectors = features().transform([one.text for one in made])
    verdicts = [one.rejected for one in made]
    test = slice(len(made) - TESTED, len(made))
    for name, new in CLASSIFIERS.items():
        print(f"{name}\nlearned  brier   precision and recall at 50, 80 and 90 %; ms to learn one")
        for size in SIZES:
            classifier, scored = new(), []
            start = time.perf_counter()
            # By tens, each scored before it is learned, since one by one takes it very long.
            for first in range(0, size, 10):
                rows, said = vectors[first : first + 10], verdicts[first : first + 10]
                if first:
                    scored += zip(score(classifier, rows), said, strict=True)
                classifier.partial_fit(rows, said, classes=[False, True])
            took = (time.perf_counter() - start) / (size / 10) * 1000
            curve = fit_curve(scored[-min(2000, (len(scored) + 1) // 2) :])
            scores = score(classifier, vectors[test])
            judged = [
                (curve.certainty(one), verdict)
                for one, verdict in zip(scores, verdicts[test], strict=True)
            ]
            shown = "   ".join(
                f"{row.precision or 0:.3f} {row.recall:.3f}"
                for row in (hits_at_bound(judged, bound) for bound in (50, 80, 90))
            )
            print(f"{size:7}  {brier_score(judged):.4f}  {shown}   {took:.1f} a ten")


if __name__ == "__main__":
    main()
