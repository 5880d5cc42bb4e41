// The demo and the browser tests tell the story of the sample that the product brings.
export { SAMPLE_BRIEF, SAMPLE_SOURCES } from "../lib/pipeline/sample-article.ts";
