import { expect, it } from 'vitest'
import { serve } from '../commands/serve.ts'
import { readInput } from '../read-input.ts'
import { portWords, toServerOptions } from './options.ts'

const fault = (message: string, fix: string): unknown => expect.objectContaining({ name: 'Fault', message, fix })

it.each(['null', 'capacitor://localhost', 'ionic://localhost', 'https://app.example.com:8443'])(
  'the origin %s can be allowed as the refusal says',
  async (origin) => {
    const { createGuard } = await import('../../transport/guard.ts')
    const request = { headers: { host: 'localhost', origin }, repeated: null, method: 'POST', target: '/' }
    const before = createGuard({ allowedHosts: [], corsOrigins: [] })(request)
    const advice = before.passes ? '' : before.problem.detail
    const [, wanted = ''] = /--cors-origin (\S+) to allow/.exec(advice) ?? []
    const { corsOrigins = [] } = toServerOptions(readInput(serve, ['--cors-origin', wanted], {}))
    expect(createGuard({ allowedHosts: [], corsOrigins })(request)).toEqual({ passes: true, origin })
  },
)

it('an origin may end in a slash, which no page ever sends', () => {
  const input = readInput(serve, ['--cors-origin', 'https://app.example.com/'], {})
  expect(toServerOptions(input).corsOrigins).toEqual(['https://app.example.com'])
})

it('settings of worlds and contracts are passed on only if they are given, and refused in other words', () => {
  const optionsOf = (...args: string[]) => toServerOptions(readInput(serve, args, {}))
  expect(optionsOf()).not.toHaveProperty('contract')
  expect(optionsOf()).not.toHaveProperty('anonymousReading')
  expect(optionsOf('--contract', 'a.yaml', '--contract', 'b.yaml').contract).toEqual(['a.yaml', 'b.yaml'])
  expect([optionsOf('--anonymous', 'on'), optionsOf('--anonymous', 'off')]).toMatchObject([
    { anonymousReading: true },
    { anonymousReading: false },
  ])
  expect(optionsOf('--routing', 'auto').routing).toBe('auto')
  expect(optionsOf('--routing', 'manual').routing).toBe('manual')
  expect(optionsOf()).not.toHaveProperty('routing')
  expect(() => optionsOf('--anonymous', 'yes')).toThrow(
    fault('--anonymous takes on or off, not yes', 'Omit it for what the edition says.'),
  )
  expect(() => optionsOf('--routing', 'none')).toThrow(
    fault('--routing takes auto or manual, not none', 'Omit it to let any agent join rooms that wait.'),
  )
})

it('what worlds there may be is said in numbers and words that there are', () => {
  const optionsOf = (...args: string[]) => toServerOptions(readInput(serve, args, {}))
  expect(optionsOf('--worlds', 'explicit', '--require-world', '--max-worlds', '5', '--world-idle', '7')).toMatchObject({
    worlds: 'explicit',
    requireWorld: true,
    maxWorlds: 5,
    worldIdleMinutes: 7,
  })
  expect(optionsOf()).toMatchObject({ requireWorld: false })
  expect(optionsOf('--max-worlds', '0', '--world-idle', '0')).toMatchObject({ maxWorlds: 0, worldIdleMinutes: 0 })
  for (const name of ['worlds', 'maxWorlds', 'worldIdleMinutes']) expect(optionsOf()).not.toHaveProperty(name)
  expect(() => optionsOf('--worlds', 'all')).toThrow(
    fault('--worlds takes explicit, not all', 'Omit it to create worlds on their first call.'),
  )
})

it('the control plane has its own port and token, or is not there', () => {
  const controlOf = (...args: string[]) => toServerOptions(readInput(serve, args, {})).control
  expect([controlOf(), controlOf('--no-control')]).toEqual([{}, false])
  expect(controlOf('--control-port', '0')).toEqual({ port: 0 })
  expect(controlOf('--control-port', '65535', '--control-token', 't')).toEqual({ port: 65_535, token: 't' })
  expect(() => controlOf('--control-port', '65536')).toThrow(
    fault('--control-port takes 0 to 65535, not 65536', 'Choose a smaller one; 0 = any free port.'),
  )
  for (const more of [
    ['--control-port', '1'],
    ['--control-token', 't'],
  ])
    expect(() => controlOf('--no-control', ...more)).toThrow(
      fault(`${more[0]} has no effect with --no-control`, 'Drop one of them.'),
    )
})

it('a limit is changed by its name, to a whole number', () => {
  const limitsOf = (...args: string[]) => toServerOptions(readInput(serve, args, {})).limits
  expect(limitsOf('--limit', 'body=7')).toEqual({ body: 7 })
  expect(limitsOf('--limit', 'body=999999999', '--limit', 'url=1')).toEqual({ body: 999_999_999, url: 1 })
  for (const wrong of ['0', '1.5', '-1', '', '1234567890'])
    expect(() => limitsOf('--limit', `body=${wrong}`)).toThrow(
      fault(`--limit body takes a whole number, not ${wrong || 'nothing'}`, 'For example: --limit body=2097152'),
    )
  expect(() => limitsOf('--limit', 'no=7')).toThrow('there is no limit no')
})

it('everything else is passed on as it is, and left to its default where it is not given', () => {
  const optionsOf = (...args: string[]) => toServerOptions(readInput(serve, args, {}))
  expect(optionsOf()).toMatchObject({
    edition: 'current',
    trust: null,
    jwtSecret: null,
    rateLimit: true,
    allowedHosts: [],
    sockets: true,
    also: [],
    front: true,
  })
  for (const name of ['livechatLimits', 'host', 'data', 'dialect']) expect(optionsOf()).not.toHaveProperty(name)
  const words = 'trust=agent jwt-secret=key allowed-host=mock also=rest.yaml host=::1 data=a.db dialect=neuron-meet'
  const given = words.split(' ').map((word) => `--${word}`)
  expect(optionsOf(...given, '--no-rate-limit', '--livechat-limits', '--no-sockets', '--no-front')).toMatchObject({
    trust: 'agent',
    jwtSecret: 'key',
    rateLimit: false,
    livechatLimits: true,
    allowedHosts: ['mock'],
    sockets: false,
    also: ['rest.yaml'],
    front: false,
    host: '::1',
    data: 'a.db',
    dialect: 'neuron-meet',
  })
  expect(() => optionsOf('--console', 'full')).toThrow(
    fault('--console takes readonly, not full', 'Omit it for a console that can change everything.'),
  )
})

it('a port other than 4010 has to be named to other commands', () => {
  expect([4009, 4010, 4011].map(portWords)).toEqual([' --port 4009', '', ' --port 4011'])
})
