import type { ComponentChildren, VNode } from 'preact'
import type { Action } from '../state/action.ts'
import { useSession } from './context.ts'

interface ChangeProps {
  readonly action: Action
  readonly work: () => Promise<unknown>
  readonly children: ComponentChildren
  /** Read in place of the text, where that is not enough out of context. */
  readonly label?: string
  readonly look?: 'main' | 'quiet' | 'danger'
}

/** A button that changes the mock; in a console that only reads, it says why it can't. */
export function Change({ action, work, children, label, look }: ChangeProps): VNode {
  const { isReadOnly } = useSession()
  return (
    <button
      type="button"
      class={look}
      aria-label={label}
      title={isReadOnly ? READ_ONLY : label}
      disabled={isReadOnly}
      aria-busy={action.isBusy}
      onClick={() => action.run(work)}
    >
      {children}
    </button>
  )
}

/** Why controls are disabled. */
export const READ_ONLY = 'This console only reads. The address of greenroom console can change things.'

/** The reason why something failed, beside what caused it. */
export const Reason = ({ of }: { readonly of: string }): VNode | null =>
  of === '' ? null : (
    <p class="reason" role="alert">
      {of}
    </p>
  )

interface FieldProps {
  readonly label: string
  readonly value: string
  readonly onValue: (value: string) => void
  readonly placeholder?: string
  readonly inputMode?: 'numeric' | 'text'
  readonly list?: string
}

/** A labelled line of text. */
export const Field = ({ label, value, onValue, placeholder, inputMode = 'text', list }: FieldProps): VNode => (
  <label class="field">
    <span>{label}</span>
    <input
      value={value}
      placeholder={placeholder}
      inputMode={inputMode}
      list={list}
      autocomplete="off"
      spellcheck={false}
      onInput={(event) => onValue(event.currentTarget.value)}
    />
  </label>
)

interface ChoiceProps {
  readonly label: string
  readonly value: string
  readonly options: readonly (readonly [value: string, text: string])[]
  readonly onValue: (value: string) => void
}

/** A labelled choice of one. */
export const Choice = ({ label, value, options, onValue }: ChoiceProps): VNode => (
  <label class="field">
    <span>{label}</span>
    <select value={value} onChange={(event) => onValue(event.currentTarget.value)}>
      {options.map(([each, text]) => (
        <option key={each} value={each}>
          {text}
        </option>
      ))}
    </select>
  </label>
)
