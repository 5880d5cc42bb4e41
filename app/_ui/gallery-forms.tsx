import type { JSX } from "react";
import { Checkbox } from "./checkbox.client";
import { Form } from "./form.client";
import { UploadDemo } from "./gallery-demo.client";
import { Money } from "./money";
import { RadioCards } from "./radio-cards.client";
import { Section } from "./section";
import { Select } from "./select.client";
import { Switch } from "./switch.client";
import { TextArea } from "./text-area.client";
import { TextField } from "./text-field.client";

/** Every field, in a form that would be sent. */
export function GalleryForms(): JSX.Element {
  return (
    <Section title="Form" description="Errors appear beside their fields.">
      <div className="max-w-2xl">
        <Form
          path="/demo/articles"
          submitLabel="Create article"
          after={{ kind: "navigate", to: "/w/northwind/articles/{id}" }}
          aside={
            <span className="text-soft">
              At most <Money nanos="62000000" />
            </span>
          }
        >
          <TextField
            name="brief.topic"
            label="Topic"
            hint="What the article should make clear."
            placeholder="What a receipt proves"
          />
          <TextArea
            name="brief.sources"
            label="Sources"
            kind="lines"
            isMono
            hint="One address a line."
            optional
          />
          <div className="grid gap-5 sm:grid-cols-2">
            <Select
              name="brief.tone"
              label="Tone"
              placeholder="Choose a tone"
              options={[
                { value: "plain", label: "Plain" },
                { value: "warm", label: "Warm" },
              ]}
            />
            <TextField
              name="brief.word_count"
              label="Length"
              type="number"
              suffix="words"
              defaultValue="900"
              min={100}
            />
            <TextField
              name="budget_nanos"
              label="Budget"
              kind="usd"
              prefix="$"
              inputMode="decimal"
              defaultValue="two"
              error="Write an amount in dollars, such as 2.50."
            />
            <TextField
              name="key"
              label="Application password"
              type="password"
              autoComplete="off"
              hint="Stored encrypted, and never shown again."
              optional
            />
          </div>
          <Choices />
        </Form>
        <div className="mt-10">
          <UploadDemo />
        </div>
      </div>
    </Section>
  );
}

function Choices(): JSX.Element {
  return (
    <>
      <RadioCards
        name="writer"
        label="Writer"
        defaultValue="digest"
        options={[
          {
            value: "digest",
            label: "Source digest",
            description: "Quotes and condenses your sources. No key needed.",
            aside: <Money nanos="0" />,
          },
          {
            value: "claude",
            label: "A language model",
            description: "Writes from your sources, and cites them.",
            aside: "from $0.02",
          },
          {
            value: "none",
            label: "Not set up",
            description: "Ask your operator for a key.",
            isDisabled: true,
          },
        ]}
      />
      <Checkbox
        name="checks"
        label="Check every claim against its source"
        hint="Adds about two cents."
        defaultChecked
      />
      <Switch name="four_eyes" label="A second person has to approve" defaultChecked />
      <Switch name="index" label="Tell search engines after publishing" />
    </>
  );
}
