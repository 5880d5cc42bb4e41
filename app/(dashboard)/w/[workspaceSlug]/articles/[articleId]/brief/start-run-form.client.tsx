"use client";

import { type JSX, useEffect, useState } from "react";
import { api as client } from "@/app/_ui/api-client";
import { problemSentence } from "@/app/_ui/api-problem";
import { Form } from "@/app/_ui/form.client";
import { Money } from "@/app/_ui/money";
import { Notice } from "@/app/_ui/notice";
import { RadioCards } from "@/app/_ui/radio-cards.client";
import { TextField } from "@/app/_ui/text-field.client";
import { TextLink } from "@/app/_ui/text-link";
import type { QuoteView, StepName, Writer } from "@/lib/pipeline/schema";

interface WriterChoice {
  readonly writer: Writer;
  readonly label: string;
  readonly description: string;
  readonly isFree: boolean;
}

interface StartRunFormProps {
  api: string;
  base: string;
  writers: readonly WriterChoice[];
  availableNanos: string;
  /** Of the page with the workspace's wallet. */
  moneyHref: string;
}

type Quote =
  | { readonly kind: "asking" }
  | { readonly kind: "known"; readonly quote: QuoteView }
  | { readonly kind: "failed"; readonly sentence: string };

const STEP_WORDS: Readonly<Record<StepName, string>> = {
  sources: "Read the sources",
  outline: "Write the outline",
  draft: "Write the text",
  checks: "Check the text",
  review: "Your review",
};

const keyOf = (writer: Writer): string => `${writer.provider}/${writer.model}`;

/** Choice of the writer with the price of each step, and the button that starts. */
export function StartRunForm(props: Readonly<StartRunFormProps>): JSX.Element {
  const { api, base, writers } = props;
  const [key, setKey] = useState(writers[0] === undefined ? "" : keyOf(writers[0].writer));
  const chosen = writers.find(({ writer }) => keyOf(writer) === key);
  const quote = useQuote(api, chosen?.writer);
  return (
    <div className="flex flex-col gap-6">
      {/* Outside of the form: the writer goes into the body as an object, not as this field. */}
      <RadioCards
        name="writer"
        label="Writer"
        value={key}
        onValueChange={setKey}
        options={writers.map(({ writer, label, description, isFree }) => ({
          value: keyOf(writer),
          label,
          description,
          ...(isFree ? { aside: "Free" } : {}),
        }))}
      />
      <Form
        path={`${api}/runs`}
        submitLabel="Create outline"
        after={{ kind: "navigate", to: `${base}/outline` }}
        fixed={chosen === undefined ? {} : { writer: { ...chosen.writer } }}
      >
        <CostRail quote={quote} availableNanos={props.availableNanos} moneyHref={props.moneyHref} />
        {chosen?.isFree === false && (
          <TextField
            name="budget_nanos"
            kind="usd"
            label="Budget of this run"
            prefix="$"
            optional
            hint="It stops before it would cost more."
          />
        )}
      </Form>
    </div>
  );
}

function useQuote(api: string, writer: Writer | undefined): Quote {
  const [quote, setQuote] = useState<Quote>({ kind: "asking" });
  useEffect(() => {
    if (writer === undefined) return undefined;
    let isCurrent = true;
    setQuote({ kind: "asking" });
    void client.send({ method: "POST", path: `${api}/quote`, body: { writer } }).then((answer) => {
      if (!isCurrent) return;
      setQuote(
        answer.ok
          ? { kind: "known", quote: answer.data as QuoteView }
          : { kind: "failed", sentence: problemSentence(answer.problem) },
      );
    });
    return () => {
      isCurrent = false;
    };
  }, [api, writer]);
  return quote;
}

interface CostRailProps {
  quote: Quote;
  availableNanos: string;
  moneyHref: string;
}

function CostRail(props: Readonly<CostRailProps>): JSX.Element {
  const { quote, availableNanos, moneyHref } = props;
  if (quote.kind === "failed") return <p className="text-red">{quote.sentence}</p>;
  if (quote.kind === "asking") return <p className="text-soft">Working out the price…</p>;
  const { steps, total_nanos: totalNanos } = quote.quote;
  return (
    <div>
      <h3 className="mb-2 font-medium">What it may cost at most</h3>
      <dl className="divide-y border-y">
        {steps.map((step) => (
          <div key={step.name} className="flex justify-between py-1.5">
            <dt className="text-soft">{STEP_WORDS[step.name]}</dt>
            <dd>
              <Money nanos={step.upper_bound_nanos} />
            </dd>
          </div>
        ))}
        <div className="flex justify-between py-1.5 font-medium">
          <dt>In all</dt>
          <dd>
            <Money nanos={totalNanos} />
          </dd>
        </div>
        <div className="flex justify-between py-1.5">
          <dt className="text-soft">Available in the wallet</dt>
          <dd>
            <Money nanos={availableNanos} />
          </dd>
        </div>
      </dl>
      {BigInt(totalNanos) > BigInt(availableNanos) ? (
        <div className="mt-3">
          <Notice tone="caution" title="The wallet does not have that much.">
            A run starts when all that it may cost is available. See{" "}
            <TextLink href={moneyHref}>Money</TextLink>, or choose a writer that costs less.
          </Notice>
        </div>
      ) : (
        <p className="mt-2 text-sm text-faint">
          Each step sets its most aside before it starts (a hold), pays what it cost, and returns
          the rest.
        </p>
      )}
    </div>
  );
}
