import { FileText, Plus, Quote, Send } from "lucide-react";
import type { JSX, ReactNode } from "react";
import { ActionButton } from "@/app/_ui/action-button.client";
import { LinkButton } from "@/app/_ui/link-button";
import { TextLink } from "@/app/_ui/text-link";
import { SAMPLE_BRIEF, SAMPLE_SOURCES } from "@/lib/pipeline";

interface FirstStepsProps {
  base: string;
  workspaceId: string;
  hasDestination: boolean;
}

/** An empty workspace: the way in three steps, and a sample to walk it with. */
export function FirstSteps(props: Readonly<FirstStepsProps>): JSX.Element {
  const { base, workspaceId, hasDestination } = props;
  return (
    <>
      <ol className="grid border-y sm:grid-cols-3 sm:divide-x max-sm:divide-y">
        <Step number={1} title="Sources" icon={<Quote aria-hidden />}>
          Web pages, files or texts of your own. Every statement will point to one.
        </Step>
        <Step number={2} title="Brief" icon={<FileText aria-hidden />}>
          Say what it is about. You approve the outline and the text; nothing goes past you.
        </Step>
        <Step number={3} title="Publish" icon={<Send aria-hidden />}>
          {hasDestination ? (
            "To your destinations, read back and verified there."
          ) : (
            <>
              To WordPress, Ghost or pages of AutoInk.{" "}
              <TextLink href={`${base}/destinations`}>Set up a destination</TextLink> whenever you
              like.
            </>
          )}
        </Step>
      </ol>
      <div className="mt-8 flex flex-wrap items-center gap-3">
        <LinkButton href={`${base}/articles/new`} tone="primary" icon={<Plus aria-hidden />}>
          New article
        </LinkButton>
        <ActionButton
          label="Try the sample"
          request={{
            method: "POST",
            path: `/workspaces/${workspaceId}/articles`,
            body: { brief: { ...SAMPLE_BRIEF, sources: SAMPLE_SOURCES } },
          }}
          after={{ kind: "navigate", to: `${base}/articles/{id}/brief` }}
        />
        <p className="basis-full text-sm text-faint">
          The sample is an article about an apple harvest with three short texts that come with
          AutoInk. It costs nothing.
        </p>
      </div>
    </>
  );
}

interface StepProps {
  number: number;
  title: string;
  icon: ReactNode;
  children: ReactNode;
}

function Step({ number, title, icon, children }: Readonly<StepProps>): JSX.Element {
  return (
    <li className="py-5 sm:px-6 sm:first:pl-0">
      <p className="flex items-center gap-2.5 text-lg font-semibold [&_svg]:size-4.5 [&_svg]:text-faint">
        {icon}
        <span>
          <span className="font-mono text-base text-faint">{number}</span> {title}
        </span>
      </p>
      <p className="mt-1.5 text-soft">{children}</p>
    </li>
  );
}
