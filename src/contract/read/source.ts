import { constructFromEvents, EVENT_ID, getScalarValue, parseEvents, YAMLException, type Event } from 'js-yaml'
import { Fault } from '../../fault.ts'
import { fitsBudget, toPointer } from '../model/pointer.ts'
import { anchorsIn, type Anchors } from './anchors.ts'

/** A YAML or JSON file as read, with the line of each of its values. */
export interface SourceFile {
  readonly file: string
  readonly value: unknown
  /** Its schemas that have names of their own. */
  anchors(): Anchors
  /** The 1-based line of the key (or item) at a JSON Pointer; if there is none, of its nearest parent. */
  lineOf(pointer: string): number
}

// The parser limits depth to 100, but not aliases: a few hundred bytes of them became 33 MB.
const LIMITS = { maxDepth: 64, maxAliases: 100 }
const MAX_CHARACTERS = 5 * 1024 * 1024

/** A key that its object has already; the lines count from 1. */
export interface RepeatedKey {
  readonly key: string
  readonly line: number
  readonly firstLine: number
}

/**
 * Reads YAML 1.2 (a superset of JSON). Throws a Fault with file and line for invalid or hostile text, also for a repeated key;
 * with `onRepeated`, each of those is passed to it instead, and the last of equal keys counts.
 */
export function parseSource(text: string, file: string, onRepeated?: (repeated: RepeatedKey) => void): SourceFile {
  if (text.length > MAX_CHARACTERS) throw new Fault(`${file}: larger than 5 MiB`, 'Split the file.')
  const { events, value } = parse(text, file, onRepeated !== undefined)
  const lines = lineStarts(text)
  const { places, repeated } = placesOf(text, events)
  for (const each of repeated) onRepeated?.(toRepeatedKey(each, lines))
  // Most documents have none, and none is asked for.
  let anchors: Anchors | undefined
  return {
    file,
    value,
    anchors: () => (anchors ??= anchorsIn(value)),
    lineOf: (pointer) => lineAt(lines, nearest(places, pointer)),
  }
}

function parse(text: string, file: string, mayRepeat: boolean): { events: Event[]; value: unknown } {
  let events: Event[] = []
  try {
    events = parseEvents(text, { filename: file, ...LIMITS })
    // As JSON.parse does, the last of equal keys counts.
    const documents = constructFromEvents(events, { source: text, filename: file, json: mayRepeat, ...LIMITS })
    if (!fitsBudget(documents))
      throw new Fault(`${file}: its aliases expand to too many values`, 'Write them out, or use fewer.')
    if (documents.length === 0) throw new Fault(`${file}: is empty`, 'Write a document into it.')
    if (documents.length !== 1)
      throw new Fault(`${file}: contains ${documents.length} documents`, 'Keep one document per file.')
    return { events, value: documents[0] }
  } catch (error) {
    if (error instanceof Fault || !(error instanceof YAMLException)) throw error
    const line = (error.mark?.line ?? 0) + 1
    if (error.reason.startsWith('duplicated')) throw repeatedKey(text, file, events, line, error)
    throw new Fault(`${file}:${line}: ${error.reason}`, 'Fix the YAML or JSON there.', { cause: error })
  }
}

/** The parser says neither which key it is nor where the first one is. */
function repeatedKey(text: string, file: string, events: readonly Event[], line: number, cause: Error): Fault {
  const lines = lineStarts(text)
  const first = placesOf(text, events)
    .repeated.map((each) => toRepeatedKey(each, lines))
    .find((each) => each.line === line)
  const what = first ? repeatedKeyText(first) : 'a key is written twice'
  return new Fault(`${file}:${line}: ${what}`, REPEATED_KEY_FIX, { cause })
}

/** What a message says of a repeated key. */
export const repeatedKeyText = ({ key, firstLine }: RepeatedKey): string =>
  `the key ${key} is already in line ${firstLine}`

/** What to do about one. */
export const REPEATED_KEY_FIX = 'Rename or remove one of them.'

const toRepeatedKey = ({ key, at, first }: Repeated, lines: readonly number[]): RepeatedKey => ({
  key,
  line: lineAt(lines, at),
  firstLine: lineAt(lines, first),
})

interface Open {
  readonly path: readonly string[]
  /** The key whose value is next; undefined: a key is next. For lists, the index. */
  key: string | undefined
  index: number
  readonly isMap: boolean
  /** Key → offset, for maps. */
  readonly keys: Map<string, number>
}

/** A key with its offset and that of the first of its object. */
interface Repeated {
  readonly key: string
  readonly at: number
  readonly first: number
}

/** Pointer → offset of its key or item, from the parser's events. */
interface Places {
  readonly places: Map<string, number>
  readonly repeated: Repeated[]
}

function placesOf(text: string, events: readonly Event[]): Places {
  const found: Places = { places: new Map(), repeated: [] }
  const stack: Open[] = [{ path: [], key: undefined, index: -1, isMap: false, keys: new Map() }]
  for (const event of events.slice(1)) {
    const top = stack.at(-1)
    if (event.type === EVENT_ID.POP || !top) stack.pop()
    else if (top.isMap && top.key === undefined) openKey(text, event, top, found)
    else openValue(event, top, stack, found.places)
  }
  return found
}

function openKey(text: string, event: Event, top: Open, { places, repeated }: Places): void {
  const isScalar = event.type === EVENT_ID.SCALAR
  const [key, at] = [isScalar ? getScalarValue(text, event) : '', offsetOf(event)]
  const first = top.keys.get(key)
  if (first !== undefined) repeated.push({ key, at, first })
  else if (isScalar) top.keys.set(key, at)
  top.key = key
  places.set(toPointer([...top.path, key]), at)
}

function openValue(event: Event, top: Open, stack: Open[], places: Map<string, number>): void {
  const isRoot = stack.length === 1
  const path = isRoot ? [] : [...top.path, top.key ?? String(top.index++)]
  // An empty item is nowhere, so that its list is the nearest place.
  if (!top.isMap && offsetOf(event) >= 0) places.set(toPointer(path), offsetOf(event))
  top.key = undefined
  if (event.type === EVENT_ID.SEQUENCE || event.type === EVENT_ID.MAPPING)
    stack.push({ path, key: undefined, index: 0, isMap: event.type === EVENT_ID.MAPPING, keys: new Map() })
}

const offsetOf = (event: Event): number => {
  if (event.type === EVENT_ID.SCALAR) return event.valueStart
  if (event.type === EVENT_ID.SEQUENCE || event.type === EVENT_ID.MAPPING) return event.start
  return event.type === EVENT_ID.ALIAS ? event.anchorStart : 0
}

const nearest = (places: ReadonlyMap<string, number>, pointer: string): number => {
  for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    const offset = places.get(at)
    if (offset !== undefined) return offset
  }
  return 0
}

const lineStarts = (text: string): number[] => {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}

/** Halves the lines until one is left: a document of megabytes has too many to try each. */
function lineAt(starts: readonly number[], offset: number): number {
  let [low, high] = [0, starts.length]
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((starts[middle] ?? 0) <= offset) low = middle
    else high = middle
  }
  return high
}
