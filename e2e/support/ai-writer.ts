import { WRITER_PRICES } from "@/test/writer";
import { AI_PORT } from "./ports";

/** What the product is started with, so that journeys can write with a model of the team's own server. */
export const AI_SETTINGS = {
  OPENAI_COMPATIBLE_BASE_URL: `http://127.0.0.1:${AI_PORT}/v1`,
  OPENAI_COMPATIBLE_MODELS: WRITER_PRICES,
};
