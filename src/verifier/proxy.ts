import type { SendOptions } from '../verify/send/dispatchers.ts'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * The proxy that the usual variables name (`HTTPS_PROXY`, else `HTTP_PROXY`; `NO_PROXY` for hosts that go without), in capitals
 * or not. Nothing where none is named; loopback hosts never go through one.
 */
export function proxyOf(env: Environment): Pick<SendOptions, 'proxy' | 'isDirect'> {
  const proxy = valueOf(env, 'HTTPS_PROXY') ?? valueOf(env, 'HTTP_PROXY')
  if (proxy === undefined) return {}
  const direct = (valueOf(env, 'NO_PROXY') ?? '')
    .toLowerCase()
    .split(',')
    .map((each) => each.trim())
  return { proxy, isDirect: (host) => direct.some((each) => isMeant(each, host)) }
}

const valueOf = (env: Environment, name: string): string | undefined =>
  env[name] || env[name.toLowerCase()] || undefined

/** `example.org` and `.example.org` mean the domain and all below it, `*` everything; a port is not looked at. */
function isMeant(pattern: string, host: string): boolean {
  const domain = pattern.replace(/:\d+$/, '').replace(/^\*?\./, '')
  return pattern === '*' || (domain !== '' && (host === domain || host.endsWith(`.${domain}`)))
}
