import { constructFromEvents, EVENT_ID, getScalarValue, parseEvents, YAMLException, type Event } from 'js-yaml'
import { Fault } from '../../fault.ts'
import { fitsBudget, toPointer } from '../model/pointer.ts'

/** A YAML or JSON file as read, with the line of each of its values. */
export interface SourceFile {
  readonly file: string
  readonly value: unknown
  /** The 1-based line of the key (or item) at a JSON Pointer; if there is none, of its nearest parent. */
  lineOf(pointer: string): number
}

// The parser limits depth to 100, but not aliases: a few hundred bytes of them became 33 MB.
const LIMITS = { maxDepth: 64, maxAliases: 100 }
const MAX_CHARACTERS = 5 * 1024 * 1024

/** Reads YAML 1.2 (a superset of JSON). Throws a Fault with file and line for invalid or hostile text. */
export function parseSource(text: string, file: string): SourceFile {
  if (text.length > MAX_CHARACTERS) throw new Fault(`${file}: larger than 5 MiB`, 'Split the file.')
  const { events, value } = parse(text, file)
  const lines = lineStarts(text)
  const places = placesOf(text, events)
  return { file, value, lineOf: (pointer) => lineAt(lines, nearest(places, pointer)) }
}

function parse(text: string, file: string): { events: Event[]; value: unknown } {
  try {
    const events = parseEvents(text, { filename: file, ...LIMITS })
    const documents = constructFromEvents(events, { source: text, filename: file, ...LIMITS })
    if (!fitsBudget(documents))
      throw new Fault(`${file}: its aliases expand to too many values`, 'Write them out, or use fewer.')
    if (documents.length === 0) throw new Fault(`${file}: is empty`, 'Write a document into it.')
    if (documents.length !== 1)
      throw new Fault(`${file}: contains ${documents.length} documents`, 'Keep one document per file.')
    return { events, value: documents[0] }
  } catch (error) {
    if (error instanceof Fault || !(error instanceof YAMLException)) throw error
    const line = (error.mark?.line ?? 0) + 1
    throw new Fault(`${file}:${line}: ${error.reason}`, 'Fix the YAML or JSON there.', { cause: error })
  }
}

interface Open {
  readonly path: readonly string[]
  /** The key whose value is next; undefined: a key is next. For lists, the index. */
  key: string | undefined
  index: number
  readonly isMap: boolean
}

/** Pointer → offset of its key or item, from the parser's events. */
function placesOf(text: string, events: readonly Event[]): Map<string, number> {
  const places = new Map<string, number>()
  const stack: Open[] = [{ path: [], key: undefined, index: -1, isMap: false }]
  for (const event of events.slice(1)) {
    const top = stack.at(-1)
    if (event.type === EVENT_ID.POP || !top) stack.pop()
    else if (top.isMap && top.key === undefined) openKey(text, event, top, places)
    else openValue(event, top, stack, places)
  }
  return places
}

function openKey(text: string, event: Event, top: Open, places: Map<string, number>): void {
  top.key = event.type === EVENT_ID.SCALAR ? getScalarValue(text, event) : ''
  places.set(toPointer([...top.path, top.key]), offsetOf(event))
}

function openValue(event: Event, top: Open, stack: Open[], places: Map<string, number>): void {
  const isRoot = stack.length === 1
  const path = isRoot ? [] : [...top.path, top.key ?? String(top.index++)]
  if (!top.isMap) places.set(toPointer(path), offsetOf(event))
  top.key = undefined
  if (event.type === EVENT_ID.SEQUENCE || event.type === EVENT_ID.MAPPING)
    stack.push({ path, key: undefined, index: 0, isMap: event.type === EVENT_ID.MAPPING })
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

const lineAt = (starts: readonly number[], offset: number): number => {
  const after = starts.findIndex((start) => start > offset)
  return after < 0 ? starts.length : after
}
