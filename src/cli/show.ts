import type { Case } from '../contract/case.ts'
import { Fault } from '../fault.ts'
import { toCurlSnippet } from '../report/snippets/curl.ts'
import { toFetchSnippet } from '../report/snippets/fetch.ts'
import { toPlaywrightSnippet } from '../report/snippets/playwright.ts'
import { toPowershellSnippet } from '../report/snippets/powershell.ts'
import { toPythonSnippet } from '../report/snippets/python.ts'
import type { ToSnippet } from '../report/snippets/snippet.ts'
import { documentedOutcomes, toCase, toDocumented, type DocumentedCase, type DocumentedOutcome } from './case-word.ts'
import type { Command, Input, Io } from './command.ts'
import { atMost } from './control-options.ts'
import { exitCode } from './exit-code.ts'
import { shownCalls, type Where } from './shown-calls.ts'
import { preparation } from './shown-preparation.ts'
import { markedEnvironment } from './shown-stage.ts'
import { editionOption, toEdition, unknownWord } from './shared-options.ts'
import { loadTarget, type TargetFile } from './target-file.ts'
import { toTargetUrl } from './target-url.ts'

const PROGRAMS: Readonly<Record<string, ToSnippet>> = {
  curl: toCurlSnippet,
  powershell: toPowershellSnippet,
  fetch: toFetchSnippet,
  python: toPythonSnippet,
}
const LANGUAGES = [...Object.keys(PROGRAMS), 'playwright']

/** Prints what provokes a documented answer, in a language to paste it into. */
export const show: Command = {
  name: 'show',
  operands: '<operation>/<outcome>[:<case>]',
  summary: `Prints what provokes a documented answer, on a mock or on a target; the operation may be left out where one alone has the outcome.
As playwright, a route that answers so, in a test without any server.`,
  options: [
    { name: 'as', kind: 'text', value: '<language>', help: `${LANGUAGES.join(', ')}; curl by default` },
    { name: 'list', kind: 'flag', help: 'list the cases of the outcome, or of all' },
    editionOption,
    { name: 'url', kind: 'text', value: '<url>', help: 'the mock; http://127.0.0.1:4010 by default' },
    { name: 'target', kind: 'text', value: '<file>', help: 'a target file: its URL, its variables, its ids' },
  ],
  examples: [
    'greenroom show room-locked',
    'greenroom show joinVideoConference/rate-limited --as python',
    'greenroom show room-full --as playwright',
    'greenroom show joinLivechatRoom/not-logged-in --list',
    'greenroom show no-access --target contract-tests/targets/staging.yaml',
  ],
  async run(input, io) {
    atMost(input, 1, 'greenroom show takes one outcome.')
    const target = await targetOf(input)
    const edition = toEdition(input.text('edition') ?? target?.target.edition)
    const [word] = input.operands
    if (input.flag('list'))
      return list(word === undefined ? documentedOutcomes(edition) : [toDocumented(word, edition)], io)
    if (word === undefined) throw new Fault('greenroom show takes an outcome', 'greenroom outcomes lists them.')
    const url = toTargetUrl(input.text('url') ?? 'http://127.0.0.1:4010', '--url')
    const text = await shown(toCase(word, edition), input.text('as') ?? 'curl', io, { url, edition, target })
    io.out(`${text}\n`)
    return exitCode.held
  },
}

/** A target file, read without any secret: each variable stays a variable. */
async function targetOf(input: Input): Promise<TargetFile | null> {
  const file = input.text('target')
  if (file === undefined) return null
  if (input.text('url') !== undefined) throw new Fault('--url and --target both say where', 'Leave --url out.')
  return loadTarget(file, { env: markedEnvironment, random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)) })
}

async function shown(documented: DocumentedCase, language: string, io: Io, where: Where): Promise<string> {
  if (!LANGUAGES.includes(language)) throw unknownWord('language', language, LANGUAGES)
  if (language === 'playwright') return toPlaywrightSnippet(documented.face, documented.outcome)
  const { requests, baseUrl, open, remarks } = await shownCalls(documented, where)
  for (const remark of remarks) io.error(`${remark}\n`)
  const first = where.target ? [] : preparation(open, language, baseUrl)
  return [...first, PROGRAMS[language]?.(requests, { baseUrl }) ?? ''].join('\n')
}

function list(outcomes: readonly DocumentedOutcome[], io: Io): number {
  const rows = outcomes.flatMap(({ cases }) => cases.map((each) => [each.id, about(each)] as const))
  const width = Math.max(...rows.map(([id]) => id.length))
  io.out(rows.map(([id, says]) => `${id.padEnd(width)}  ${says}\n`).join(''))
  return exitCode.held
}

/** `as guest, meeting-room: [locked]` */
const about = ({ as, given }: Case): string =>
  [`as ${as}`, ...Object.entries(given).map(([subject, facts]) => `${subject}: [${facts.join(', ')}]`)].join(', ')
