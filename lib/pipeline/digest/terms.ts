import { wordSegmenter } from "@/lib/markdown";

/** The words of a text in lower case, as the language divides them. */
export function termsOf(text: string, language: string): string[] {
  const terms: string[] = [];
  for (const { segment, isWordLike } of wordSegmenter(language).segment(text.normalize("NFKC"))) {
    if (isWordLike === true) terms.push(segment.toLowerCase());
  }
  return terms;
}

/** Whether a word says what a text is about: no function word, no number, no single letter. */
export function isTelling(term: string): boolean {
  if (STOP_WORDS.has(term) || /\p{N}/u.test(term)) return false;
  return WIDE.test(term) ? [...term].length >= 2 : [...term].length >= 4;
}

/** How many words two texts share, of all that they have: 0 to 1. */
export function similarity(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 || b.size === 0) return 0;
  const [small, large] = a.size <= b.size ? [a, b] : [b, a];
  let shared = 0;
  for (const term of small) if (large.has(term)) shared += 1;
  return shared / (a.size + b.size - shared);
}

const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u;

const STOP_WORDS: ReadonlySet<string> = new Set(
  [
    "about above after again against also although among another anything around because been before",
    "being below between both cannot could does doing down during each either else even ever every from",
    "further have having here hers however into itself just less like made make makes many might more",
    "most much must neither never none often once only other others otherwise ours over perhaps rather",
    "really same several shall should since some something such than that their theirs them then there",
    "these they this those though through thus together under until upon used uses using very want was",
    "well were what when where whether which while whom whose will with within without would your yours",
    "aber alle auch beim dann dass dein denn diese dieser doch durch eine einem einen einer eines haben",
    "hier ihre ihrer kann mehr nach nicht noch oder ohne sehr sein seine sich sind über unter wenn werden",
    "wird wurde zwischen avec cette comme dans des elle elles entre être fait leur leurs mais même nous",
    "pour plus sans sont tout très une vous como desde donde entre esta este esto hasta muy para pero por",
    "porque que sobre también una uno anche come dalla della delle nella nelle perché questo questa sono",
  ]
    .join(" ")
    .split(" "),
);
