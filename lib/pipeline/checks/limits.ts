/** A run of words from somebody else's text may be so long outside a cited block quotation. */
export const VERBATIM_RUN_WORDS_MAX = 40;
/** Share of an article that is somebody else's text, quotations included: more is worth a warning. */
export const VERBATIM_SHARE_WARNING = 0.3;
/** More than this is a collection of quotations, not an article of one's own, and isn't published. */
export const VERBATIM_SHARE_MAX = 0.8;
/** The same outside cited block quotations: short runs that add up to a copied text. */
export const UNQUOTED_SHARE_MAX = 0.5;
/** Below so many words a share says nothing. */
export const VERBATIM_BODY_WORDS_MIN = 50;
/** So many words in a row must be the same to count as taken over. */
export const SHINGLE_WORDS = 8;

export const DESCRIPTION_WIDTH_MIN = 50;
export const DESCRIPTION_WIDTH_MAX = 160;
export const TITLE_WIDTH_MIN = 10;
export const TITLE_WIDTH_MAX = 70;

/** Numbers below this stand in every text and prove nothing. */
export const NUMBER_MIN = 10;
/** Shorter quotations are names and phrases. */
export const QUOTE_WORDS_MIN = 4;
export const FINDINGS_PER_RULE_MAX = 50;
export const EXCERPT_CHARS_MAX = 160;
