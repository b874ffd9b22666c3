import { readyCall } from '../call/request.ts'
import type { WireRequest } from '../../contract/model/case-request.ts'
import { unknownWord } from '../../contract/model/nearest.ts'
import { toEdition } from '../../edition.ts'
import { Fault } from '../../fault.ts'
import { parseJson } from '../../json.ts'
import type { Command, Input, Io } from '../command.ts'
import { directFetch } from '../direct-fetch.ts'
import { exitCode } from '../exit-code.ts'
import { serverOf, serverOptions, worldNamed, worldOption } from '../options/control.ts'
import { toOperation } from '../options/operation.ts'
import { flagOption, textOption } from '../options/option.ts'
import { terminalPaint } from '../paint.ts'
import { toEscapedJson, toEscapedLine } from '../../report/text/escaped-json.ts'

/** Calls an operation over HTTP, and prints the answer. */
export const callOperation: Command = {
  name: 'call',
  operands: '<operation> [<member>=<value>…]',
  summary:
    'Calls an operation as an identity, and prints the answer. The request is the smallest one that succeeds; <member>=<value> sets a member of its path, query or body, and <member>= omits it.',
  options: [
    textOption('as', '<identity>', 'the caller; greenroom who lists them'),
    worldOption,
    ...serverOptions,
    flagOption('json', 'as JSON, with the headers'),
  ],
  examples: [
    'greenroom call joinMeetingRoom code=lck-rom-now',
    "greenroom call joinMeetingRoom code=abc-def-ghi guestName='Jane Smith'",
    'greenroom call joinLivechatRoom roomId=gMMeBpWyLeowCrzBv --as no-permission',
    'greenroom call listLivechatRooms open=true count=1 --as manager --world qa-17',
  ],
  async run(input, io) {
    const [word, ...pairs] = input.operands
    const operation = toOperation(word)
    if (operation === undefined)
      throw new Fault(
        'greenroom call takes an operation',
        'greenroom call --help shows some; greenroom outcomes lists them all.',
      )
    const members = Object.fromEntries(pairs.map(toPair))
    const server = await serverOf(input)
    const [world, mock] = await Promise.all([server.attach(worldNamed(input)), server.mock()])
    const { as, withCredentials } = readyCall({
      operation,
      members,
      edition: toEdition(mock.edition),
      as: input.text('as'),
    })
    const credentials = Object.entries(world.identities).find(([name]) => name === as)?.[1]
    if (!credentials) throw unknownWord('identity', as, Object.keys(world.identities))
    await send(world.url, withCredentials(credentials), input, io)
    return exitCode.held
  },
}

function toPair(text: string): readonly [string, string] {
  const [, name, value] = /^([^=]+)=(.*)$/s.exec(text) ?? []
  if (name !== undefined && value !== undefined) return [name, value]
  throw new Fault(`unexpected argument ${text}`, 'Write <member>=<value>, such as code=abc-def-ghi.')
}

async function send(base: string, request: WireRequest, input: Input, io: Io): Promise<void> {
  const { method, target, headers, body } = request
  const began = performance.now()
  const answer = await directFetch(`${base}${target}`, { method, headers, redirect: 'manual', body }).catch(
    (error: unknown) => {
      throw new Fault(
        `no answer to ${method} ${target}`,
        'Is a broken connection armed? greenroom arm lists what is.',
        {
          cause: error,
        },
      )
    },
  )
  const text = await answer.text()
  const ms = Math.round(performance.now() - began)
  const outcome = answer.headers.get('greenroom-outcome')
  const value = parseJson(text) ?? text
  if (input.flag('json')) {
    const { status } = answer
    io.out(`${toEscapedJson({ status, outcome, ms, headers: Object.fromEntries(answer.headers), body: value }, 2)}\n`)
    return
  }
  const { bold, dim } = terminalPaint(io)
  io.out(
    `${dim(toEscapedLine(`${method} ${target}`))}\n${bold(String(answer.status))} ${outcome ?? 'undocumented'} ${dim(`in ${ms} ms`)}\n`,
  )
  io.out(`${typeof value === 'string' ? toEscapedLine(value) : toEscapedJson(value, 2)}\n`)
}
