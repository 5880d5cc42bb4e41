/** Characters of a source beyond which its headings and links are not looked at. */
export const MARKDOWN_CHARS_MAX = 400_000;
export const PASSAGES_PER_SOURCE_MAX = 600;
/** Passages that compete for a place after ranking. */
export const CANDIDATES_MAX = 150;

/** A passage is cut at a sentence end before it is longer. */
export const PASSAGE_CHARS_MAX = 700;
/** Shorter than this is a caption, a button or a menu. East Asian characters count twice. */
export const PASSAGE_WIDTH_MIN = 60;

export const EVIDENCE_MAX = 24;
export const SECTIONS_MIN = 3;
export const SECTIONS_MAX = 7;
export const WORDS_DEFAULT = 800;

export const FIGURES_PER_SECTION_MAX = 5;
/** A figure's sentence stands outside a block quotation, so it has to stay short. */
export const FIGURE_WORDS_MAX = 30;

export const TITLE_CHARS_MAX = 200;
export const HEADING_CHARS_MAX = 120;
export const SLUG_CHARS_MAX = 80;
export const DESCRIPTION_WIDTH_MAX = 160;
