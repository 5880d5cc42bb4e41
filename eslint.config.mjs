import tseslint from "typescript-eslint";

// Biome formats and lints. ESLint is here for what needs the type checker, and nothing else.
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
);
