"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { type JSX, useId, useState } from "react";
import { setTheme } from "./set-theme";
import type { Theme } from "./theme";

export interface ThemeSwitchProps {
  /** What the cookie says; see themeOf. */
  initial: Theme;
}

const CHOICES = [
  { value: "system", label: "As the system", icon: <Monitor aria-hidden /> },
  { value: "light", label: "Light", icon: <Sun aria-hidden /> },
  { value: "dark", label: "Dark", icon: <Moon aria-hidden /> },
] as const;

/** Light, dark, or whatever the system says. */
export function ThemeSwitch({ initial }: Readonly<ThemeSwitchProps>): JSX.Element {
  const [theme, choose] = useState<Theme>(initial);
  const name = useId();
  return (
    <fieldset className="inline-flex rounded-md border bg-raised p-0.5">
      <legend className="sr-only">Theme</legend>
      {CHOICES.map((choice) => (
        <label
          key={choice.value}
          title={choice.label}
          className="touch relative inline-flex h-7 w-8 items-center justify-center rounded-sm text-faint transition-colors hover:text-ink has-checked:bg-sunken has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-accent [&_svg]:size-4"
        >
          <input
            type="radio"
            name={name}
            value={choice.value}
            checked={theme === choice.value}
            onChange={() => {
              choose(choice.value);
              setTheme(choice.value);
            }}
            className="absolute inset-0 cursor-pointer appearance-none opacity-0"
          />
          {choice.icon}
          <span className="sr-only">{choice.label}</span>
        </label>
      ))}
    </fieldset>
  );
}
