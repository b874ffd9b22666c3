import type { Case } from '../../contract/model/case.ts'
import { faces } from '../../contract/compiled/faces.ts'
import { Fault } from '../../fault.ts'
import { toCurlSnippet } from '../../report/snippets/curl.ts'
import { toFetchSnippet } from '../../report/snippets/fetch.ts'
import { toPlaywrightSnippet } from '../../report/snippets/playwright.ts'
import { toPowershellSnippet } from '../../report/snippets/powershell.ts'
import { toPythonSnippet } from '../../report/snippets/python.ts'
import { toSocketSnippet } from '../../report/snippets/socket.ts'
import type { ToSnippet } from '../../report/snippets/snippet.ts'
import { faceOf, outcomeOf } from '../../verify/plan/plan.ts'
import {
  documentedOutcomes,
  findCase,
  findDocumentedOutcome,
  type DocumentedCase,
  type DocumentedOutcome,
} from '../find-case.ts'
import type { Command, Input, Io } from '../command.ts'
import { atMost } from '../at-most.ts'
import { exitCode } from '../exit-code.ts'
import { shownCalls, type ShownCalls, type Where } from '../show/calls.ts'
import { refuseLanguage, SOCKET, usualLanguage } from '../show/languages.ts'
import { preparation } from '../show/preparation.ts'
import { shownSockets } from '../show/sockets.ts'
import { markedEnvironment } from '../show/arrangement.ts'
import { editionOption } from '../options/edition.ts'
import { toEdition } from '../../edition.ts'
import { unknownWord } from '../../contract/model/nearest.ts'
import { loadTarget, type TargetFile } from '../../targets/target-file.ts'
import { mockSeed } from '../options/mock-seed.ts'
import { MOCK_URL_HELP, mockUrl, portOption } from '../options/mock-url.ts'
import { refuseUnused } from '../unused.ts'
import { flagOption, textOption } from '../options/option.ts'

const PROGRAMS: Readonly<Record<string, ToSnippet>> = {
  curl: toCurlSnippet,
  powershell: toPowershellSnippet,
  fetch: toFetchSnippet,
  python: toPythonSnippet,
}
const LANGUAGES = [...Object.keys(PROGRAMS), SOCKET, 'playwright']

/** Prints calls that return a documented answer, ready to paste. */
export const show: Command = {
  name: 'show',
  operands: '<operation>/<outcome>[:<case>]',
  summary: `Prints the calls that return a documented answer from a mock or a target. The operation is optional if only one has the outcome.
As socket, a program with the Socket.IO client; as playwright, a route that returns the answer in a test, without a server.`,
  options: [
    textOption('as', '<language>', `${LANGUAGES.join(', ')}; curl by default, socket for outcomes of sockets only`),
    flagOption('list', 'list the cases of the outcome, or of all outcomes'),
    {
      ...editionOption,
      help: `${editionOption.help.split(';')[0]}; by default that of the target or the running mock, else current`,
    },
    textOption('url', '<url>', MOCK_URL_HELP),
    portOption,
    textOption('target', '<file>', 'a target file: uses its URL, variables and ids'),
  ],
  examples: [
    'greenroom show room-locked',
    'greenroom show joinVideoConference/rate-limited --as python',
    'greenroom show room-locked --as socket',
    'greenroom show room-full --as playwright',
    'greenroom show joinLivechatRoom/not-logged-in --list',
    'greenroom show no-access --target contract-tests/targets/staging.yaml',
  ],
  async run(input, io) {
    atMost(input, 1, 'greenroom show takes one outcome.')
    const target = await targetOf(input)
    const named = input.text('edition') ?? target?.target.edition
    const [word] = input.operands
    if (input.flag('list')) {
      refuseUnused(input, ['as', 'url', 'port'], 'with --list', 'Drop one of them.')
      const edition = toEdition(named)
      return list(word === undefined ? documentedOutcomes(edition) : [findDocumentedOutcome(word, edition)], io)
    }
    if (word === undefined) throw new Fault('greenroom show takes an outcome', 'greenroom outcomes lists them.')
    const url = await mockUrl(input)
    const mock = await mockSeed(url, input.env)
    const edition = toEdition(named ?? (target ? undefined : (mock.edition ?? undefined)))
    const documented = findCase(word, edition)
    const language = input.text('as') ?? usualLanguage(documented.testCase, edition)
    if (language === 'playwright')
      refuseUnused(
        input,
        ['url', 'port', 'target'],
        'with --as playwright',
        'Drop it: the route answers whatever URL the page calls.',
      )
    const text = await shown(documented, language, io, { url, mock, edition, target })
    io.out(`${text}\n`)
    return exitCode.held
  },
}

/** Reads a target file without its secrets: variables stay variables. */
async function targetOf(input: Input): Promise<TargetFile | null> {
  const file = input.text('target')
  if (file === undefined) return null
  const other = ['url', 'port'].find((name) => input.isTyped(name))
  if (other !== undefined) throw new Fault(`--${other} and --target both name a server`, `Drop --${other}.`)
  return loadTarget(file, { env: markedEnvironment, random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)) })
}

async function shown(documented: DocumentedCase, language: string, io: Io, where: Where): Promise<string> {
  if (!LANGUAGES.includes(language)) throw unknownWord('language', language, LANGUAGES)
  const face = faceOf(faces[where.edition], documented.face.operation)
  if (language === 'playwright' && face && outcomeOf(face, documented.outcome.name))
    return toPlaywrightSnippet(face, documented.outcome)
  refuseLanguage(documented.testCase, language, where.edition)
  const { text, baseUrl, open, remarks } = await program(documented, language, where)
  for (const remark of remarks) io.error(`${remark}\n`)
  const first = where.target ? [] : preparation(open, language, baseUrl)
  return [...first, text].join('\n')
}

/** A program and remarks about it. */
type Program = Pick<ShownCalls, 'baseUrl' | 'open' | 'remarks'> & { readonly text: string }

async function program(documented: DocumentedCase, language: string, where: Where): Promise<Program> {
  if (language === SOCKET) {
    const { calls, options, ...about } = await shownSockets(documented, where)
    return { ...about, baseUrl: options.baseUrl, text: toSocketSnippet(calls, options) }
  }
  const { requests, ...about } = await shownCalls(documented, where)
  return { ...about, text: PROGRAMS[language]?.(requests, about) ?? '' }
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
