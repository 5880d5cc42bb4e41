"use client";

import { usePathname, useRouter } from "next/navigation";
import { type JSX, type ReactNode, useState, useTransition } from "react";
import { Form } from "@/app/_ui/form.client";
import type { JsonObject } from "@/app/_ui/form-body";
import { RadioCards } from "@/app/_ui/radio-cards.client";
import { Select, type SelectOption } from "@/app/_ui/select.client";
import { TextField } from "@/app/_ui/text-field.client";
import { useHydrated } from "@/app/_ui/use-hydrated.client";
import { laterToday, localZone, toLocalInput } from "./local-time";

type As = "draft" | "publish" | "schedule";

interface PublishFormProps {
  /** Of publications, below /api/v1. */
  path: string;
  destinations: readonly SelectOption[];
  initial: { readonly to: string; readonly as: As; readonly at: string | null };
  /** The request that the server made for the choice in the page's address. */
  children: ReactNode;
}

const LABELS: Readonly<Record<As, string>> = {
  draft: "Send as draft",
  publish: "Publish now",
  schedule: "Schedule",
};

const CARDS = [
  { value: "draft", label: "Draft", description: "Nobody outside sees it yet." },
  {
    value: "publish",
    label: "Published page",
    description: "Public as soon as it is there.",
  },
  {
    value: "schedule",
    label: "Published later",
    description: "The destination makes it public at the time you choose.",
  },
];

/** Where, as what and when; beside it the exact request, which follows each choice. */
export function PublishForm(props: Readonly<PublishFormProps>): JSX.Element {
  const { path, destinations, initial, children } = props;
  const router = useRouter();
  const here = usePathname();
  const isHydrated = useHydrated();
  const [isAsking, startAsking] = useTransition();
  const [choice, setChoice] = useState(initial);

  const choose = (change: Partial<typeof initial>): void => {
    const next = { ...choice, ...change };
    if (next.as === "schedule") next.at ??= laterToday(new Date());
    setChoice(next);
    const query = new URLSearchParams({ to: next.to, as: next.as });
    if (next.as === "schedule" && next.at !== null) query.set("at", next.at);
    startAsking(() => router.replace(`${here}?${query}`, { scroll: false }));
  };
  const fixed: JsonObject = {
    destination_id: choice.to,
    mode: choice.as === "draft" ? "draft" : "publish",
  };
  return (
    <div className="grid gap-x-12 gap-y-8 lg:grid-cols-[24rem_minmax(0,1fr)]">
      <div className="flex min-w-0 flex-col gap-5">
        {/* Outside of the form: what they choose goes into the body under other names. */}
        <Select
          name="to"
          label="Destination"
          options={destinations}
          value={choice.to}
          onChange={(event) => choose({ to: event.currentTarget.value })}
        />
        <RadioCards
          name="as"
          label="As"
          options={CARDS}
          value={choice.as}
          onValueChange={(as) => choose({ as: as as As })}
        />
        <Form path={path} submitLabel={LABELS[choice.as]} after={{ kind: "refresh" }} fixed={fixed}>
          {choice.as === "schedule" && (
            <TextField
              name="scheduled_at"
              type="datetime-local"
              kind="instant"
              label="Publish at"
              // The server does not know the time zone; a half-typed time must not be written over.
              key={String(isHydrated)}
              defaultValue={isHydrated && choice.at !== null ? toLocalInput(choice.at) : ""}
              onChange={(event) => {
                const date = new Date(event.currentTarget.value);
                if (!Number.isNaN(date.getTime())) choose({ at: date.toISOString() });
              }}
              hint={
                isHydrated ? `In your time zone, ${localZone(choice.at)}.` : "In your time zone."
              }
            />
          )}
        </Form>
      </div>
      <div className="min-w-0" aria-busy={isAsking}>
        <h3 className="mb-2 font-medium">The exact request</h3>
        {children}
        <p role="status" className="mt-2 text-sm text-faint">
          {isAsking
            ? "Working out the request…"
            : "Secrets are added when it is sent, and never shown."}
        </p>
      </div>
    </div>
  );
}
