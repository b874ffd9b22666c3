import type { JournalEntry } from '../../contract/compiled/types.ts'
import { isObject, parseJson } from '../../json.ts'
import type { Paint } from '../../report/paint.ts'
import { toEscapedLine } from '../../report/text/escaped-json.ts'
import type { UserNames } from '../../rooms/room-line.ts'
import type { Exchange } from '../../transport/exchange.ts'
import { logLine } from '../serve/log-line.ts'

/** One line for a call: when it came on the world's clock, what `serve` shows of it, who called, and how long it was held back. */
export function entryLine(entry: JournalEntry, names: UserNames, paint: Paint): string {
  const { at, caller, delayMs } = entry
  const [line = ''] = logLine(toExchange(entry), paint).split('\n')
  const by = caller === null ? [] : [`by ${toEscapedLine(names.get(caller) ?? caller)}`]
  const late = delayMs === 0 ? [] : [`${delayMs} ms late`]
  const time = paint.dim(at.slice('2026-03-03T'.length, -'Z'.length))
  return `${time} ${[line, ...[...by, ...late].map((text) => paint.dim(text))].join(` ${paint.dim('·')} `)}\n`
}

const toExchange = (entry: JournalEntry): Exchange => ({
  request: { method: entry.method, target: targetOf(entry), headers: entry.request.headers, address: '' },
  answer: {
    status: entry.status ?? 0,
    headers: [],
    body: '',
    about: {
      outcome: entry.outcome,
      operation: entry.operation,
      cause: entry.cause,
      forced: entry.forced,
    },
    world: entry.world,
  },
})

/** With the room that an event names, which over HTTP is in the path. */
function targetOf({ method, target, request }: JournalEntry): string {
  const payload = method === 'EVENT' ? parseJson(request.body) : undefined
  return isObject(payload) && typeof payload['code'] === 'string' ? `${target} ${payload['code']}` : target
}
