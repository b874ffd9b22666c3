import { expect, it } from 'vitest'
import { serve } from '../commands/serve.ts'
import { readInput } from '../read-input.ts'
import { toServerOptions } from './options.ts'

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
  expect(() => optionsOf('--anonymous', 'yes')).toThrow('--anonymous takes on or off, not yes')
  expect(() => optionsOf('--routing', 'none')).toThrow('--routing takes auto or manual, not none')
})
