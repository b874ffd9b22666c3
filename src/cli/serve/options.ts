import { Fault } from '../../fault.ts'
import { defaultLimits, type Limits } from '../../mock/limits.ts'
import type { ControlOptions, ServerOptions } from '../../server.ts'
import type { Input, Option } from '../command.ts'
import { toCorsOrigin } from '../options/cors-origin.ts'
import { editionOption } from '../options/edition.ts'
import { seedOrFileOption } from '../options/seed.ts'
import { toEdition } from '../../edition.ts'
import { unknownWord } from '../../contract/model/nearest.ts'
import { refuseUnused } from '../unused.ts'
import { flagOption, listOption, numberOption, textOption } from '../options/option.ts'

/** Where the mock listens unless told otherwise. */
export const DEFAULT_PORT = 4010

/** What names a server to another command: nothing where it has the usual port. */
export const portWords = (port: number): string => (port === DEFAULT_PORT ? '' : ` --port ${port}`)

/** The options of `serve`. */
export const serveOptions: readonly Option[] = [
  numberOption('port', '<port>', `port to listen on, 0 = any free port; ${DEFAULT_PORT} by default`),
  textOption('host', '<address>', 'address to listen on; 127.0.0.1 and ::1 by default'),
  editionOption,
  listOption('contract', '<file>', "a contract of your own, whose operations take the places of the edition's"),
  textOption('routing', '<auto>', 'auto: livechat rooms that wait are given to agents, so no other may join them'),
  textOption(
    'anonymous',
    '<on|off>',
    'whether callers without credentials may join public calls; as the edition says by default',
  ),
  seedOrFileOption,
  textOption('trust', '<role>', 'accept any well-formed credentials as this role: agent, manager, no-permission'),
  textOption('jwt-secret', '<key>', 'key of the meeting tokens of your own system; prefer its variable'),
  textOption(
    'scenario',
    '<name|file>',
    'play this in the world default from the start; greenroom play --list shows all',
  ),
  textOption('speed', '<n>', 'speed factor of the scenario; 1 by default'),
  textOption(
    'data',
    '<file|url>',
    'keep worlds in this file, so that they survive a restart; or at redis://host, so that several mocks act as one; by default, in memory only',
  ),
  flagOption('livechat-limits', 'limit livechat operations in every edition, as servers do: 10 calls a minute'),
  flagOption('no-rate-limit', 'do not enforce documented limits'),
  textOption(
    'worlds',
    '<explicit>',
    'explicit: worlds must be created before use; by default the first call creates them',
  ),
  flagOption('require-world', 'reject calls that name no world'),
  numberOption('max-worlds', '<n>', 'maximum number of worlds; 1000 by default'),
  numberOption('world-idle', '<minutes>', 'drop a world after this time without use; 60 by default'),
  numberOption('control-port', '<port>', 'port of the control plane, on loopback; the one after --port by default'),
  textOption(
    'control-token',
    '<token>',
    'its token, at least 32 characters; generated at each start by default; prefer its variable',
  ),
  textOption(
    'console',
    '<readonly>',
    'readonly: the address of the console that it prints can look, but change nothing',
  ),
  flagOption('no-control', 'no control plane'),
  flagOption('no-sockets', 'no Socket.IO'),
  listOption('also', '<file>', 'OpenAPI document whose operations Prism answers, too, from its examples and schemas'),
  textOption(
    'dialect',
    '<name|file>',
    "understand and speak these words beside the documented ones: neuron-meet, the meeting product's own front end",
  ),
  flagOption('no-front', "no login for Rocket.Chat's own clients, over HTTP or DDP"),
  listOption('allowed-host', '<name>', 'host name to accept in addition to localhost'),
  listOption('cors-origin', '<origin>', 'origin whose pages may call it, in addition to localhost'),
  listOption('limit', '<name>=<number>', `allow larger requests: ${Object.keys(defaultLimits).join(', ')}`),
  flagOption('json', 'one line of JSON when ready, then one for each call'),
]

/** All but the seed, which may have to be read from a file. Throws a Fault that names the wrong option. */
export function toServerOptions(input: Input): ServerOptions {
  const access = input.text('console')
  if (access !== undefined && access !== 'readonly')
    throw new Fault(`--console takes readonly, not ${access}`, 'Omit it for a console that can change everything.')
  const [host, data, contract] = [input.text('host'), input.text('data'), input.list('contract')]
  const dialect = input.text('dialect')
  return {
    edition: toEdition(input.text('edition')),
    ...(contract.length === 0 ? {} : { contract }),
    ...toAnonymity(input.text('anonymous')),
    ...toRouting(input.text('routing')),
    trust: input.text('trust') ?? null,
    jwtSecret: input.text('jwt-secret') ?? null,
    rateLimit: !input.flag('no-rate-limit'),
    ...(input.flag('livechat-limits') ? { livechatLimits: true } : {}),
    allowedHosts: input.list('allowed-host'),
    corsOrigins: input.list('cors-origin').map(toCorsOrigin),
    limits: Object.fromEntries(input.list('limit').map(toLimit)),
    control: toControl(input),
    sockets: !input.flag('no-sockets'),
    also: input.list('also'),
    front: !input.flag('no-front'),
    ...toWorldOptions(input),
    ...(host === undefined ? {} : { host }),
    ...(data === undefined ? {} : { data }),
    ...(dialect === undefined ? {} : { dialect }),
  }
}

function toRouting(routing: string | undefined): Pick<ServerOptions, 'routing'> {
  if (routing === undefined) return {}
  if (routing !== 'auto' && routing !== 'manual')
    throw new Fault(`--routing takes auto or manual, not ${routing}`, 'Omit it to let any agent join rooms that wait.')
  return { routing }
}

function toAnonymity(text: string | undefined): Pick<ServerOptions, 'anonymousReading'> {
  if (text === undefined) return {}
  if (text !== 'on' && text !== 'off')
    throw new Fault(`--anonymous takes on or off, not ${text}`, 'Omit it for what the edition says.')
  return { anonymousReading: text === 'on' }
}

function toWorldOptions(
  input: Input,
): Pick<ServerOptions, 'worlds' | 'requireWorld' | 'maxWorlds' | 'worldIdleMinutes'> {
  const [worlds, maxWorlds, worldIdleMinutes] = [
    input.text('worlds'),
    input.number('max-worlds'),
    input.number('world-idle'),
  ]
  if (worlds !== undefined && worlds !== 'explicit')
    throw new Fault(`--worlds takes explicit, not ${worlds}`, 'Omit it to create worlds on their first call.')
  return {
    requireWorld: input.flag('require-world'),
    ...(worlds === undefined ? {} : { worlds }),
    ...(maxWorlds === undefined ? {} : { maxWorlds }),
    ...(worldIdleMinutes === undefined ? {} : { worldIdleMinutes }),
  }
}

function toControl(input: Input): ControlOptions | false {
  if (input.flag('no-control')) {
    refuseUnused(input, ['control-port', 'control-token'], 'with --no-control', 'Drop one of them.')
    return false
  }
  const [port, token] = [input.number('control-port'), input.text('control-token')]
  if (port !== undefined && port > 65_535)
    throw new Fault(`--control-port takes 0 to 65535, not ${port}`, 'Choose a smaller one; 0 = any free port.')
  return { ...(port === undefined ? {} : { port }), ...(token === undefined ? {} : { token }) }
}

function toLimit(text: string): [keyof Limits, number] {
  const [name = '', value = ''] = text.split('=')
  if (!isLimit(name)) throw unknownWord('limit', name, Object.keys(defaultLimits))
  if (!/^[1-9]\d{0,8}$/.test(value))
    throw new Fault(
      `--limit ${name} takes a whole number, not ${value || 'nothing'}`,
      `For example: --limit ${name}=${defaultLimits[name] * 2}`,
    )
  return [name, Number(value)]
}

const isLimit = (name: string): name is keyof Limits => Object.hasOwn(defaultLimits, name)
