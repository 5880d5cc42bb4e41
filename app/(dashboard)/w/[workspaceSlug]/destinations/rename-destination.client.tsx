"use client";

import { type JSX, useState } from "react";
import { Button } from "@/app/_ui/button";
import { Dialog } from "@/app/_ui/dialog.client";
import { Form } from "@/app/_ui/form.client";
import { TextField } from "@/app/_ui/text-field.client";

interface RenameDestinationProps {
  name: string;
  /** The path of the destination below /api/v1. */
  path: string;
}

/** Gives a destination another name in one's own list; nothing changes at the site. */
export function RenameDestination({ name, path }: Readonly<RenameDestinationProps>): JSX.Element {
  const [isOpen, setOpen] = useState(false);
  return (
    <Dialog
      title="Rename the destination"
      isOpen={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button tone="quiet" size="sm">
          Rename
        </Button>
      }
    >
      <Form
        method="PATCH"
        path={path}
        submitLabel="Save the name"
        after={{ kind: "refresh" }}
        onAnswer={(answer) => setOpen(!answer.ok)}
      >
        <TextField name="name" label="Name" defaultValue={name} maxLength={120} />
      </Form>
    </Dialog>
  );
}
