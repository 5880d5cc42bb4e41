import { AppError } from "./errors";

/**
 * The choice that a parameter of a query names, or undefined when it is empty.
 * @throws AppError invalid_query for a value that is none of them
 */
export function choiceOf<Choice extends string>(
  name: string,
  choices: readonly Choice[],
  value: string,
): Choice | undefined {
  if (value === "") return undefined;
  const choice = choices.find((one) => one === value);
  if (choice !== undefined) return choice;
  throw new AppError("invalid_query", { detail: `${name} is one of ${choices.join(", ")}.` });
}
