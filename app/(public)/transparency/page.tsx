import type { Metadata } from "next";
import type { JSX } from "react";
import { DefinitionList } from "@/app/_ui/definition-list";
import { Notice } from "@/app/_ui/notice";
import { Section } from "@/app/_ui/section";
import { TextLink } from "@/app/_ui/text-link";
import { findLogState, type LogState, type NewestCheckpoint } from "@/lib/billing";
import { getPrincipal } from "@/lib/http/page-session";
import { isId } from "@/lib/platform/id";
import { VerifyFiles } from "./verify-files.client";
import { VerifyWorkspace } from "./verify-workspace.client";

export const metadata: Metadata = {
  title: "Transparency",
  description: "Check the books of this AutoInk for yourself, with nothing but a public key.",
};

const LOG = "/.well-known/autoink-ledger";
const VERIFIERS = [
  ["verify.mjs", "for Node.js 20 and newer, and for browsers"],
  ["verify.py", "for Python 3, without packages"],
  ["witness.mjs", "signs a checkpoint as a witness; put it beside verify.mjs"],
] as const;

interface TransparencyPageProps {
  searchParams: Promise<{ workspace?: string | string[] }>;
}

/** Where anybody verifies a book: in the browser, by a program that is open to be read. */
export default async function TransparencyPage({
  searchParams,
}: Readonly<TransparencyPageProps>): Promise<JSX.Element> {
  const { workspace } = await searchParams;
  const principal = await getPrincipal();
  const state = await findLogState();
  const isOwn = principal !== null && typeof workspace === "string" && isId(workspace);
  return (
    <main id="main" className="mx-auto min-h-dvh max-w-3xl px-4 py-12">
      <p className="mb-8 font-serif text-2xl font-semibold tracking-tight">
        <TextLink href="/">AutoInk</TextLink>
      </p>
      <h1 className="text-2xl font-semibold tracking-tight">Transparency</h1>
      <p className="mt-2 mb-8 text-soft">
        Every workspace has a book in which each transaction is sealed to the one before it. Once a
        day the ends of all books are put into a public log that can only grow, and the log is
        signed. So nobody can change what was booked without it showing here, and that includes us.
      </p>
      {isOwn && (
        <Section title="Your workspace's book">
          <VerifyWorkspace api={`/api/v1/workspaces/${workspace}/ledger`} />
        </Section>
      )}
      <Section
        title="Verify a book from files"
        description="The files are read in your browser and sent nowhere. You find both under Money in your workspace."
      >
        <VerifyFiles />
      </Section>
      <Section title="The log">
        <Log state={state} />
      </Section>
      <Section
        title="Without this page"
        description="The same check as one file that needs nothing else, and a second one in another language that shares nothing with it."
      >
        <ul className="list-disc pl-5">
          {VERIFIERS.map(([name, use]) => (
            <li key={name} className="py-1">
              <FileLink href={`/verify-ledger/${name}`}>{name}</FileLink>, {use}
            </li>
          ))}
        </ul>
      </Section>
    </main>
  );
}

function Log({ state }: Readonly<{ state: LogState }>): JSX.Element {
  if (state.kind === "damaged") {
    return (
      <Notice tone="bad" title="The log can't be read at the moment.">
        Files of it are lost or changed. Nothing is signed until its operator has restored them.
        What you kept of it stays valid, and you can check it above.
      </Notice>
    );
  }
  if (state.checkpoint === null) {
    return (
      <Notice tone="neutral" title="Nothing has been attested here yet.">
        The first attestation is made within an hour of the first start.
      </Notice>
    );
  }
  return <Newest checkpoint={state.checkpoint} />;
}

function Newest({ checkpoint }: Readonly<{ checkpoint: NewestCheckpoint }>): JSX.Element {
  return (
    <DefinitionList
      items={[
        { term: "Name", value: <span className="font-mono break-all">{checkpoint.origin}</span> },
        { term: "Entries", value: checkpoint.size.toLocaleString("en-US") },
        {
          term: "Last attested",
          value: <time dateTime={checkpoint.day}>{checkpoint.day}</time>,
        },
        {
          term: "Files",
          value: (
            <>
              <FileLink href={`${LOG}/checkpoint`}>checkpoint</FileLink>,{" "}
              <FileLink href={`${LOG}/keys.txt`}>keys.txt</FileLink>. Keep both: the next check
              shows that the log still holds what it held today.
            </>
          ),
        },
      ]}
    />
  );
}

/** A file to keep: the browser saves it, and no page of ours is opened. */
function FileLink({ href, children }: Readonly<{ href: string; children: string }>): JSX.Element {
  return (
    <a href={href} download={children} className="font-mono text-accent underline">
      {children}
    </a>
  );
}
