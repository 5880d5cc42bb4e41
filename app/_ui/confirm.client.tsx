"use client";

import { AlertDialog as Base } from "@base-ui/react/alert-dialog";
import { type JSX, type ReactElement, type ReactNode, useId, useState } from "react";
import type { After } from "./after";
import { problemSentence } from "./api-problem";
import { Button } from "./button";
import { Notice } from "./notice";
import { BACKDROP, DIALOG_VIEWPORT, POPUP } from "./popup-class";
import { type SendRequest, useSend } from "./use-send.client";

export interface ConfirmProps {
  /** The question: "Delete the article?" */
  title: string;
  /** What will be gone, or what can't be taken back. */
  children: ReactNode;
  /** The verb of the button that does it: "Delete article". */
  confirmLabel: string;
  request: SendRequest;
  after: After;
  /** Danger is slow: this name has to be typed first. */
  typeName?: string;
  tone?: "danger" | "primary";
  /** A button that opens it; without one the parent controls `isOpen`. */
  trigger?: ReactElement;
  isOpen?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
}

/** Asks before something that matters, then does it, and stays open until the server has said yes. */
export function Confirm(props: Readonly<ConfirmProps>): JSX.Element {
  const [isOpenInside, setOpenInside] = useState(false);
  const { trigger } = props;
  const setOpen = (next: boolean) => {
    setOpenInside(next);
    props.onOpenChange?.(next);
  };
  return (
    <Base.Root open={props.isOpen ?? isOpenInside} onOpenChange={(next: boolean) => setOpen(next)}>
      {trigger !== undefined && <Base.Trigger render={trigger} />}
      <Base.Portal>
        <Base.Backdrop className={BACKDROP} />
        <Base.Viewport className={DIALOG_VIEWPORT}>
          <Base.Popup className={`${POPUP} w-full max-w-md p-6`}>
            <Question props={props} onDone={() => setOpen(false)} />
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}

interface QuestionProps {
  props: ConfirmProps;
  onDone: () => void;
}

function Question({ props, onDone }: Readonly<QuestionProps>): JSX.Element {
  const { title, children, confirmLabel, request, after, typeName, tone = "danger" } = props;
  const { isSending, send } = useSend();
  const [typed, setTyped] = useState("");
  const [refusal, setRefusal] = useState<string | undefined>(undefined);
  const isAllowed = typeName === undefined || typed.trim() === typeName;
  const confirm = async () => {
    setRefusal(undefined);
    const answer = await send(request, after);
    if (answer.ok) onDone();
    else setRefusal(problemSentence(answer.problem));
  };
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (isAllowed) void confirm();
      }}
    >
      <div>
        <Base.Title className="text-lg font-semibold">{title}</Base.Title>
        <Base.Description render={<div />} className="mt-1.5 text-soft">
          {children}
        </Base.Description>
      </div>
      {typeName !== undefined && <NameField name={typeName} value={typed} onChange={setTyped} />}
      {refusal !== undefined && <Notice tone="bad" title={refusal} role="alert" />}
      <div className="flex flex-wrap justify-end gap-2">
        <Base.Close render={<Button tone="quiet">Keep as it is</Button>} />
        <Button type="submit" tone={tone} pending={isSending} disabled={!isAllowed}>
          {confirmLabel}
        </Button>
      </div>
    </form>
  );
}

interface NameFieldProps {
  name: string;
  value: string;
  onChange: (value: string) => void;
}

function NameField({ name, value, onChange }: Readonly<NameFieldProps>): JSX.Element {
  const id = useId();
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id}>
        Type <strong className="font-semibold select-all">{name}</strong> to go on
      </label>
      <input
        id={id}
        className="control"
        value={value}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </div>
  );
}
