import type { Edition, WorldEvent } from '../../contract/compiled/types.ts'
import { toEdition } from '../../edition.ts'
import type { Exchange } from '../../transport/exchange.ts'
import type { Paint } from '../../report/paint.ts'
import { toEscapedJson } from '../../report/text/escaped-json.ts'
import type { Input } from '../command.ts'
import type { Log } from './log.ts'
import { cleanText, hintFor, logLine, logRecord, withoutSecrets, worldLine } from './log-line.ts'
import { createQuietRuns } from './quiet-runs.ts'
import { remembered } from './remembered.ts'

/** Write lines about what happens on a server. */
export interface Loggers {
  readonly call: (exchange: Exchange) => void
  readonly world: (event: WorldEvent) => void
}

/**
 * With `--json`, everything as JSON lines; else text without runs of `greenroom verify`, and with hints. A line is made when it is
 * written, from what its exchange refers to.
 */
export const createLoggers = (input: Input, log: Log, paint: Paint): Loggers =>
  input.flag('json') ? inJson(log) : asText(input, log, rememberedPaint(paint))

function inJson({ write }: Log): Loggers {
  const clean = remembered(withoutSecrets)
  return {
    call(exchange) {
      const now = Date.now()
      write(() => logRecord(exchange, now, clean))
    },
    world: (event) => write(`${toEscapedJson(event)}\n`),
  }
}

function asText(input: Input, { write }: Log, paint: Paint): Loggers {
  const hintOf = firstHints(toEdition(input.text('edition')))
  const clean = remembered(cleanText)
  const isQuiet = createQuietRuns((run) =>
    write(`${paint.dim(`[${run}] greenroom verify plays here; its calls are not logged`)}\n`),
  )
  return {
    call(exchange) {
      if (isQuiet(exchange.answer.world)) return
      write(() => {
        const hint = hintOf(exchange)
        const line = logLine(exchange, paint, clean)
        return hint === null ? line : `${line}  ${paint.dim(`hint: ${hint}`)}\n`
      })
    },
    world(event) {
      if (!isQuiet(event.world)) write(worldLine(event, paint))
    },
  }
}

/** Each hint once: they help newcomers and annoy everyone else. */
function firstHints(edition: Edition): (exchange: Exchange) => string | null {
  const given = new Set<string>()
  return (exchange) => {
    const hint = hintFor(exchange, edition)
    if (hint === null || given.has(hint)) return null
    given.add(hint)
    return hint
  }
}

/** The same few words are painted again and again. */
const rememberedPaint = ({ bold, dim, red, green, yellow }: Paint): Paint => ({
  bold: remembered(bold),
  dim: remembered(dim),
  red: remembered(red),
  green: remembered(green),
  yellow: remembered(yellow),
})
