import { CircleAlert, FileQuestion, Lock } from "lucide-react";
import type { JSX, ReactNode } from "react";

export type ErrorKind = "failed" | "not-found" | "no-permission";

export interface ErrorStateProps {
  kind: ErrorKind;
  /** Replaces the usual title. */
  title?: string;
  /** Why, and what to do. */
  children?: ReactNode;
  requestId?: string;
  /** A way on: try again, or back to a page that works. */
  action?: ReactNode;
}

const LOOKS: Readonly<Record<ErrorKind, { icon: ReactNode; title: string; help: string }>> = {
  failed: {
    icon: <CircleAlert aria-hidden />,
    title: "Something went wrong on our side",
    help: "Nothing you did is lost. Try again; if it stays, tell your operator the request number.",
  },
  "not-found": {
    icon: <FileQuestion aria-hidden />,
    title: "There is nothing here",
    help: "The address may be wrong, or what was here has been deleted.",
  },
  "no-permission": {
    icon: <Lock aria-hidden />,
    title: "Your role does not open this page",
    help: "Ask an owner of this workspace to give you the role for it.",
  },
};

/** A page that can't be shown: what happened, whose fault it is not, and where to go. */
export function ErrorState(props: Readonly<ErrorStateProps>): JSX.Element {
  const { kind, title, children, requestId, action } = props;
  const look = LOOKS[kind];
  return (
    <div className="flex flex-col items-center px-4 py-16 text-center" role="alert">
      <span className="mb-4 text-faint [&_svg]:size-7 [&_svg]:stroke-[1.25]">{look.icon}</span>
      <h1 className="text-xl font-semibold">{title ?? look.title}</h1>
      <div className="mt-1.5 max-w-md text-soft">{children ?? look.help}</div>
      {requestId !== undefined && (
        <p className="mt-3 text-sm text-faint">
          Request <code className="font-mono select-all">{requestId}</code>
        </p>
      )}
      {action !== undefined && <div className="mt-5">{action}</div>}
    </div>
  );
}
