/** Labelled controls of forms. */

type Text = {
  readonly label: string;
  readonly value: string;
  readonly set: (value: string) => void;
  /** Which keyboard a phone shows. */
  readonly mode?: 'text' | 'email' | 'url';
  /** Dots in place of what is typed. */
  readonly isSecret?: boolean;
  readonly charactersMax?: number;
  /** What is in it while it is empty. */
  readonly hint?: string;
};

export function TextField({
  label,
  value,
  set,
  mode = 'text',
  isSecret = false,
  charactersMax = 200,
  hint = '',
}: Text) {
  const shared = {
    maxLength: charactersMax,
    value,
    placeholder: hint,
    autocomplete: 'off',
    spellcheck: false,
    onInput: ({ currentTarget }: { readonly currentTarget: HTMLInputElement }) => set(currentTarget.value),
  } as const;
  return (
    <label class="stacked">
      <span>{label}</span>
      <input {...shared} {...(isSecret ? { type: 'password' as const } : { type: 'text' as const, inputMode: mode })} />
    </label>
  );
}

type Choice = {
  readonly label: string;
  readonly value: string;
  readonly set: (value: string) => void;
  readonly options: readonly (readonly [value: string, text: string])[];
};

export const ChoiceField = ({ label, value, set, options }: Choice) => (
  <label class="stacked">
    <span>{label}</span>
    <select value={value} onChange={(event) => set(event.currentTarget.value)}>
      {options.map(([one, text]) => (
        <option key={one} value={one}>
          {text}
        </option>
      ))}
    </select>
  </label>
);
