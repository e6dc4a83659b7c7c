"""What other tables call a verdict of an audit."""

from typing import Final

WORDS: Final = {
    "conformity": "c; ok; conform; conforms; conformant; compliant; conforming; pass; passed; fulfilled; konform;"
    " erfüllt; i. O.; in Ordnung; conforme; oppfylt; uppfyllt",
    "strength": "good practice; best practice; positive; positive finding; noteworthy; commendation; Stärke;"
    " point fort; positiv; positive Feststellung",
    "opportunity": "ofi; o; obs; observation; opportunity; opportunity for improvement; recommendation; improvement;"
    " remark; Hinweis; Empfehlung; Verbesserungspotenzial; Verbesserungspotential; Verbesserungsvorschlag;"
    " Beobachtung;"
    " piste de progrès; piste d'amélioration; point sensible; remarque; opportunité d'amélioration",
    "minor": "minor; mi; min; minor nc; nc minor; nc (minor); nc-minor; minor nonconformity; minor non-conformity;"
    " minor nonconformance; Nebenabweichung; geringfügige Abweichung; non-conformité mineure; NC mineure; mineure;"
    " mindre avvik",
    "major": "major; ma; maj; major nc; nc major; nc (major); nc-major; major nonconformity; major non-conformity;"
    " major nonconformance; Hauptabweichung; wesentliche Abweichung; non-conformité majeure; NC majeure;"
    " majeure; stort avvik",
}
MEANT: Final = {word.strip().casefold(): verdict for verdict, words in WORDS.items() for word in words.split(";")}
GRADES: Final = {word: {"grade": verdict} for word, verdict in MEANT.items()}
VERDICTS: Final = {word: {"verdict_20": verdict, "verdict_27": verdict} for word, verdict in MEANT.items()}
