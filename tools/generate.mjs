import { generateClient } from "./build.mjs";

generateClient();
