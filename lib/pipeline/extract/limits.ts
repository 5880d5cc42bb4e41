const MEBIBYTE = 1024 * 1024;

/** The largest file or page that is read. */
export const SOURCE_BYTES_MAX = 20 * MEBIBYTE;
/** The longest text that comes out. About 300 000 English words. */
export const TEXT_CHARS_MAX = 2_000_000;
/** The longest Markdown file: parsing it costs far more than reading plain text. */
export const MARKDOWN_CHARS_MAX = 1_000_000;

/** Tags in a page, and tags that are open at once, both counted before it is parsed. */
export const HTML_TAGS_MAX = 200_000;
export const HTML_OPEN_TAGS_MAX = 2_000;
/** Elements that are left after scripts and styles are gone. Large manuals have about 20 000. */
export const HTML_ELEMENTS_MAX = 50_000;
export const HTML_DEPTH_MAX = 200;
/** The sum of the depths of all elements up to which the article is looked for in the page. */
export const HTML_DEPTH_SUM_MAX = 1_000_000;

export const PDF_PAGES_MAX = 500;
/** What one compressed stream of a PDF may grow to, and all of them together. */
export const PDF_STREAM_BYTES_MAX = 64 * MEBIBYTE;
export const PDF_STREAMS_BYTES_MAX = 512 * MEBIBYTE;

export const ZIP_ENTRIES_MAX = 5_000;
/** What a whole archive may declare, media included. */
export const ZIP_BYTES_MAX = 200 * MEBIBYTE;
/** What the parts of a document that are read may grow to. */
export const ZIP_READ_BYTES_MAX = 16 * MEBIBYTE;

export const TITLE_CHARS_MAX = 200;
/** The share of characters that may be undecodable before a file counts as something else. */
export const UNREADABLE_SHARE_MAX = 0.1;
