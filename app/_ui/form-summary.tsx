import type { JSX } from "react";
import type { SortedProblems } from "./form-errors";
import { Notice } from "./notice";

export interface FormTrouble {
  readonly sentence: string;
  readonly requestId: string | undefined;
  readonly sorted: SortedProblems;
}

/** Why a form was not sent, above its fields. */
export function FormSummary({ trouble }: Readonly<{ trouble: FormTrouble }>): JSX.Element {
  const { sentence, requestId, sorted } = trouble;
  const isDetailed = sorted.rest.length > 0 || requestId !== undefined;
  return (
    <div data-form-summary tabIndex={-1} className="rounded-md">
      <Notice tone="bad" title={sentence} role="alert">
        {isDetailed && (
          <>
            {sorted.rest.length > 0 && (
              <ul className="list-disc pl-5">
                {sorted.rest.map((problem) => (
                  <li key={`${problem.path} ${problem.message}`}>
                    {problem.path !== "" && <code className="font-mono">{problem.path}: </code>}
                    {problem.message}
                  </li>
                ))}
              </ul>
            )}
            {requestId !== undefined && (
              <p className="text-sm">
                Request <code className="font-mono select-all">{requestId}</code>
              </p>
            )}
          </>
        )}
      </Notice>
    </div>
  );
}
