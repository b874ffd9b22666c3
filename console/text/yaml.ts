import type { FaceInfo, JournalEntry } from '../../src/contract/compiled/types.ts'
import { isObject, parseJson } from '../../src/json.ts'

/** A call to write down. */
export interface WrittenParts {
  readonly entry: JournalEntry
  readonly face: FaceInfo | undefined
  /** The identity that made it; null: a guest, or nobody. */
  readonly as: string | null
}

interface Written {
  readonly name: string
  readonly text: string
}

/** A step for a file of `fixtures/scenarios/`. */
export function stepText({ entry, face, as }: WrittenParts): Written[] {
  if (!face || entry.outcome === null) return []
  const { by, call } = { by: entry.caller ?? 'Guest', call: entry.operation }
  const parts = [
    'at: 5s',
    `by: ${flow(by)}`,
    `call: ${call}`,
    ...(as === null ? [] : [`as: ${as}`]),
    ...requestPart(entry, face),
    `expect: ${entry.outcome}`,
  ]
  return [{ name: 'Scenario step', text: `- { ${parts.join(', ')} }` }]
}

/** A case for a file of `contract-tests/cases/`. */
export function caseText({ entry, face, as }: WrittenParts): Written[] {
  if (!face || entry.outcome === null) return []
  const parts = [
    `expect: ${entry.outcome}`,
    'name: as-seen',
    ...(as === null ? [] : [`as: ${as}`]),
    ...requestPart(entry, face),
  ]
  return [{ name: 'Case', text: `# contract-tests/cases/${entry.operation}.yaml\n- { ${parts.join(', ')} }` }]
}

function requestPart(entry: JournalEntry, face: FaceInfo): string[] {
  const [path = '', query = ''] = entry.target.replace(/^\/~[^/]+/, '').split('?')
  const body = parseJson(entry.request.body)
  const parts = {
    ...member('path', face.path === null ? {} : pathValues(face.path, path)),
    ...member('query', Object.fromEntries(new URLSearchParams(query))),
    ...member('body', isObject(body) ? body : {}),
  }
  return Object.keys(parts).length === 0 ? [] : [`request: ${flow(parts)}`]
}

const member = (name: string, value: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.keys(value).length === 0 ? {} : { [name]: value }

/** The values of a template's parameters in a path. */
export function pathValues(template: string, path: string): Record<string, string> {
  const pattern = new RegExp(`^${template.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`)
  return { ...pattern.exec(path)?.groups }
}

const PLAIN = /^[A-Za-z][\w -]*\w$/
const WORDS = /^(?:true|false|null|yes|no|on|off)$/i

/** A value in YAML's flow style. */
function flow(value: unknown): string {
  if (typeof value === 'string') return PLAIN.test(value) && !WORDS.test(value) ? value : JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`
  if (!isObject(value)) return JSON.stringify(value)
  return `{ ${Object.entries(value)
    .map(([name, each]) => `${flow(name)}: ${flow(each)}`)
    .join(', ')} }`
}
