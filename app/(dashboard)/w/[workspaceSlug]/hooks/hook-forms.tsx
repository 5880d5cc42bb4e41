import type { JSX, ReactNode } from "react";
import { Form } from "@/app/_ui/form.client";
import { Tabs } from "@/app/_ui/tabs.client";
import { TextField } from "@/app/_ui/text-field.client";
import type { HookProgramView } from "@/lib/publishing";
import { HOOK_KINDS, type HookKind } from "@/lib/publishing/schema";
import { HookForm } from "./hook-form.client";
import { KIND_LABELS } from "./hook-words";

interface HookFormsProps {
  path: string;
  /** What the operator lets hooks start. */
  programs: readonly HookProgramView[];
  /** Where AutoInk serves the pages of this workspace. */
  siteUrl: string;
}

const ADDED = { kind: "refresh", say: "Hook added" } as const;

/** One form per kind of hook. */
export function HookForms(props: Readonly<HookFormsProps>): JSX.Element {
  const { path, programs, siteUrl } = props;
  const panels: Readonly<Record<HookKind, ReactNode>> = {
    http: <HookForm path={path} />,
    indexnow: <IndexNowForm path={path} siteUrl={siteUrl} />,
    "sitemap-check": <SitemapForm path={path} />,
    command: <ProgramForms path={path} programs={programs} />,
  };
  const tabs = HOOK_KINDS.map((kind) => ({
    id: kind,
    label: KIND_LABELS[kind],
    panel: <div className="max-w-xl">{panels[kind]}</div>,
  }));
  return <Tabs label="Kind of hook" tabs={tabs} param="kind" />;
}

function IndexNowForm({ path, siteUrl }: Readonly<{ path: string; siteUrl: string }>): JSX.Element {
  return (
    <>
      <p className="mb-5 text-soft">
        Search engines that take part in IndexNow hear of a page at once. They look for a file with
        your key on the site: under <span className="font-mono break-all">{siteUrl}</span> AutoInk
        shows it by itself; on a site of yours, put a text file that holds the key at the top, named
        after the key, with the ending .txt.
      </p>
      <Form
        path={path}
        submitLabel="Add hook"
        after={ADDED}
        fixed={{ kind: "indexnow" }}
        isResetAfter
      >
        <TextField
          name="key"
          label="Key"
          hint="8 to 128 letters, digits and dashes. Left empty, AutoInk makes one."
          autoComplete="off"
          maxLength={128}
          isMono
          optional
        />
      </Form>
    </>
  );
}

function SitemapForm({ path }: Readonly<{ path: string }>): JSX.Element {
  return (
    <>
      <p className="mb-5 text-soft">
        After each publication AutoInk reads your sitemap, for up to an hour, until it lists the
        page.
      </p>
      <Form
        path={path}
        submitLabel="Add hook"
        after={ADDED}
        fixed={{ kind: "sitemap-check" }}
        isResetAfter
      >
        <TextField
          name="url"
          type="url"
          label="Address of the sitemap"
          placeholder="https://example.org/sitemap.xml"
          hint="A sitemap in XML or an index of sitemaps, packed or not."
          maxLength={2048}
        />
      </Form>
    </>
  );
}

function ProgramForms(props: Readonly<Pick<HookFormsProps, "path" | "programs">>): JSX.Element {
  const { path, programs } = props;
  if (programs.length === 0) {
    return (
      <p className="text-soft">
        Nothing to choose from: the operator of this installation allows no programs. They can list
        some in <code>HOOK_COMMANDS</code>.
      </p>
    );
  }
  return (
    <ul className="flex flex-col divide-y" aria-label="Programs">
      {programs.map(({ id, fields }) => (
        <li key={id} className="py-5 first:pt-0">
          <h3 className="mb-3 font-mono font-medium">{id}</h3>
          <Form
            path={path}
            submitLabel={`Run ${id} after publishing`}
            submitTone="secondary"
            after={ADDED}
            fixed={{ kind: "command" }}
            isResetAfter
          >
            <input type="hidden" name="argv" value={id} data-many="" />
            {fields.map((field) => (
              <TextField
                key={field}
                name="argv"
                label={field}
                hint="In the form that the operator allows."
                autoComplete="off"
                maxLength={4096}
                isMany
              />
            ))}
          </Form>
        </li>
      ))}
    </ul>
  );
}
