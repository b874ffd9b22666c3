import { seeds } from '../../contract/compiled/seeds.ts'
import type { Person } from '../../contract/compiled/types.ts'
import { toEscapedJson } from '../../report/text/escaped-json.ts'
import type { Command, Io } from '../command.ts'
import { exitCode } from '../exit-code.ts'
import { atMost } from '../at-most.ts'
import { serverOptions, worldOf, worldOption } from '../options/control.ts'
import { flagOption } from '../options/option.ts'
import { terminalPaint } from '../paint.ts'
import { unknownWord } from '../../contract/model/nearest.ts'

/** Prints who may call, and with which headers. */
export const who: Command = {
  name: 'who',
  operands: '[identity]',
  summary:
    'Prints the identities of a world, the headers to call with, and the passwords to log in with. The credentials of the seeds are documented, not secret.',
  options: [worldOption, ...serverOptions, flagOption('json', 'as JSON')],
  examples: ['greenroom who', 'greenroom who agent', 'greenroom who --world qa-17 --json'],
  async run(input, io) {
    atMost(input, 1, 'greenroom who takes one identity.')
    const { identities, people } = await worldOf(input)
    const [name] = input.operands
    if (name !== undefined && !Object.hasOwn(identities, name))
      throw unknownWord('identity', name, Object.keys(identities))
    const shown = Object.entries(identities).filter(([each]) => name === undefined || each === name)
    if (input.flag('json')) io.out(`${toEscapedJson(Object.fromEntries(shown), 2)}\n`)
    else {
      const { rows } = await people.list()
      const logins = rows.filter(({ password }) => password !== undefined)
      io.out(shown.map(([each, headers]) => text(each, headers, loginOf(headers, logins), io)).join(''))
      if (name === undefined) io.out(othersText(logins, Object.values(identities), io))
    }
    return exitCode.held
  },
}

type Headers = Readonly<Record<string, string>>

function text(name: string, headers: Headers, login: Person | undefined, io: Io): string {
  const { bold, dim } = terminalPaint(io)
  const lines = Object.entries(headers).map(([header, value]) => `  ${header}: ${value}\n`)
  const password = login === undefined ? '' : passwordLine(login)
  return `${bold(name)}  ${dim(says(name))}\n${lines.length === 0 ? '  no headers\n' : lines.join('')}${password}`
}

/** The person whose own token an identity sends; one with a wrong token is nobody. */
const loginOf = (headers: Headers, logins: readonly Person[]): Person | undefined =>
  logins.find(({ id, authToken }) => headers['X-User-Id'] === id && headers['X-Auth-Token'] === authToken)

/** Those who can log in, though no identity is theirs. */
function othersText(logins: readonly Person[], identities: readonly Headers[], io: Io): string {
  const { bold, dim } = terminalPaint(io)
  return logins
    .filter((login) => !identities.some((headers) => loginOf(headers, [login])))
    .map((login) => `${bold(login.username)}  ${dim(`${login.name}, ${login.role}`)}\n${passwordLine(login)}`)
    .join('')
}

const passwordLine = ({ username, password }: Person): string => `  logs in as ${username}, password ${password}\n`

/** The same identities exist in all of our seeds; one of your own seed speaks for itself. */
const says = (name: string): string =>
  Object.entries(seeds.documented.identities).find(([each]) => each === name)?.[1].says ?? ''
