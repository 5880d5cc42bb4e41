import tseslint from "typescript-eslint";

const GUARDED = "Outbound requests go through lib/outbound: only its guard dials.";
const DIALLING_GLOBALS = ["fetch", "XMLHttpRequest", "WebSocket", "EventSource"];

/** Names that dial without an import: closed in everything that runs on the server. */
export const DIAL_RULES = {
  "no-restricted-globals": [
    "error",
    ...DIALLING_GLOBALS.map((name) => ({ name, message: GUARDED })),
  ],
  "no-restricted-properties": [
    "error",
    ...["globalThis", "global", "self", "window"].flatMap((object) =>
      DIALLING_GLOBALS.map((property) => ({ object, property, message: GUARDED })),
    ),
    ...["getBuiltinModule", "binding"].map((property) => ({
      object: "process",
      property,
      message: "Import what is needed, so that the rules about imports see it.",
    })),
  ],
};

// Biome formats and lints. ESLint is here for what needs the type checker or the scope of a name.
export default tseslint.config(
  { ignores: [".next/**", "prisma/generated/**", "test/architecture/fixture/**"] },
  {
    files: ["{app,lib,test,e2e,tools,bench}/**/*.{ts,tsx}", "*.ts"],
    plugins: { "@typescript-eslint": tseslint.plugin },
    languageOptions: { parser: tseslint.parser, parserOptions: { projectService: true } },
    rules: {
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": "error",
      "@typescript-eslint/await-thenable": "error",
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: false },
      ],
      "@typescript-eslint/no-unsafe-argument": "error",
      "@typescript-eslint/no-unsafe-assignment": "error",
      "@typescript-eslint/no-unsafe-member-access": "error",
      "@typescript-eslint/no-unsafe-call": "error",
      "@typescript-eslint/no-unsafe-return": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-base-to-string": "error",
      "@typescript-eslint/only-throw-error": "error",
      "@typescript-eslint/strict-boolean-expressions": [
        "error",
        { allowNullableObject: false, allowString: false, allowNumber: false },
      ],
    },
  },
  {
    files: ["{app,lib}/**/*.{ts,tsx}", "*.ts"],
    // What runs in the browser may call its own server, through these three; peers of tests dial as they like.
    ignores: [
      "app/_ui/{api-client,api-upload,use-run-events.client}.ts",
      "**/*.{test,fixture}.ts",
      "playwright.config.ts",
    ],
    rules: DIAL_RULES,
  },
);
