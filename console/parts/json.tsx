import type { ComponentChildren, VNode } from 'preact'
import { isContainer, parseJson } from '../../src/json.ts'

/** A body as text: JSON is indented, and the parts at the pointers in `marked` stand out. */
export function Body({ text, marked = [] }: { readonly text: string; readonly marked?: readonly string[] }): VNode {
  const value = parseJson(text)
  if (text === '') return <p class="none">empty</p>
  return (
    <pre class="body" tabIndex={0}>
      {isContainer(value) ? <Json value={value} at="" depth={0} marked={new Set(marked)} /> : text}
    </pre>
  )
}

interface JsonProps {
  readonly value: unknown
  /** The JSON Pointer of the value. */
  readonly at: string
  readonly depth: number
  readonly marked: ReadonlySet<string>
}

function Json({ value, at, depth, marked }: JsonProps): VNode {
  const shown = isContainer(value) ? <Members value={value} at={at} depth={depth} marked={marked} /> : leaf(value)
  return marked.has(at) ? <mark title="varies from the documented body">{shown}</mark> : <>{shown}</>
}

const leaf = (value: unknown): VNode => (
  <span class={`json-${value === null ? 'null' : typeof value}`}>{JSON.stringify(value)}</span>
)

function Members({ value, at, depth, marked }: JsonProps & { readonly value: Record<string, unknown> }): VNode {
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}']
  const entries = Object.entries(value)
  if (entries.length === 0) return <>{`${open}${close}`}</>
  const rows: ComponentChildren[] = entries.map(([name, each], index) => (
    <>
      {`\n${'  '.repeat(depth + 1)}`}
      {Array.isArray(value) ? '' : <span class="json-name">{JSON.stringify(name)}: </span>}
      <Json
        value={each}
        at={`${at}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`}
        depth={depth + 1}
        marked={marked}
      />
      {index === entries.length - 1 ? '' : ','}
    </>
  ))
  return (
    <>
      {open}
      {rows}
      {`\n${'  '.repeat(depth)}${close}`}
    </>
  )
}
