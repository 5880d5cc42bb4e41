"use client";

import { ShieldCheck } from "lucide-react";
import { type JSX, useId, useState } from "react";
import { Button } from "@/app/_ui/button";
import { useHydrated } from "@/app/_ui/use-hydrated.client";
import { publishedKeys } from "./read-evidence";
import { type Evidence, useVerifier } from "./use-verifier.client";
import { Verdict } from "./verdict.client";

interface Files {
  readonly chain?: File;
  readonly receipt?: File;
  readonly keys?: File;
  readonly kept?: File;
}

/** Verifies files that a customer has kept. They are read in the browser and sent nowhere. */
export function VerifyFiles(): JSX.Element {
  const [files, setFiles] = useState<Files>({});
  const { verification, verify } = useVerifier();
  const isHydrated = useHydrated();
  const isBusy = verification.kind === "gathering" || verification.kind === "verifying";
  const choose = (name: keyof Files) => (file: File | undefined) =>
    setFiles(({ [name]: _old, ...others }) =>
      file === undefined ? others : { ...others, [name]: file },
    );
  return (
    <div className="flex flex-col gap-5">
      <div className="grid gap-5 sm:grid-cols-2">
        <FileField label="The book" hint="chain.bin" onChoose={choose("chain")} />
        <FileField label="The receipt" hint="receipt.tlog-proof" onChoose={choose("receipt")} />
        <FileField
          label="The keys (optional)"
          hint="keys.txt as you got it earlier. Left out, this server's are used."
          onChoose={choose("keys")}
        />
        <FileField
          label="A checkpoint from an earlier time (optional)"
          hint="Shows that the log only ever grew since then."
          onChoose={choose("kept")}
        />
      </div>
      <div>
        <Button
          tone="primary"
          icon={<ShieldCheck aria-hidden />}
          pending={isBusy}
          disabled={!isHydrated || files.chain === undefined || files.receipt === undefined}
          onClick={() => void verify(() => readFiles(files))}
        >
          Verify
        </Button>
      </div>
      <Verdict verification={verification} />
    </div>
  );
}

interface FileFieldProps {
  label: string;
  hint: string;
  onChoose: (file: File | undefined) => void;
}

function FileField({ label, hint, onChoose }: Readonly<FileFieldProps>): JSX.Element {
  const id = useId();
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <input
        id={id}
        type="file"
        aria-describedby={`${id}-hint`}
        className="control file:mr-3 file:rounded-sm file:bg-sunken file:px-2 file:py-0.5 file:font-medium"
        onChange={(event) => onChoose(event.currentTarget.files?.[0])}
      />
      <p id={`${id}-hint`} className="text-sm text-faint">
        {hint}
      </p>
    </div>
  );
}

async function readFiles({ chain, receipt, keys, kept }: Files): Promise<Evidence> {
  if (chain === undefined || receipt === undefined) throw new Error("Choose both files first.");
  return {
    chain: new Uint8Array(await chain.arrayBuffer()),
    receipt: await receipt.text(),
    keys: [await (keys === undefined ? publishedKeys() : keys.text())],
    ...(kept === undefined ? {} : { kept: await kept.text() }),
  };
}
