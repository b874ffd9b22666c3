import type { RunningServer } from '../../server.ts'
import type { Input } from '../command.ts'
import { onlyForced } from './only-forced.ts'

/** Options in effect that change who may call, or what is answered. */
export function inForce(input: Input, { faces }: RunningServer['mock']): string[] {
  const forced = onlyForced(faces)
  const [trust, host, data] = [input.text('trust'), input.text('host'), input.text('data')]
  return [
    ...(host === undefined
      ? []
      : [`listens on ${host}, reachable as localhost or by IP address; by another name with --allowed-host <name>`]),
    ...(trust === undefined ? [] : [`any well-formed credentials are accepted as ${trust}`]),
    ...input.list('contract').map((file) => `answers by ${file}`),
    ...(forced.length === 0 ? [] : [`only when armed or preferred: ${forced.join(', ')}`]),
    ...(input.text('anonymous') === undefined ? [] : [`anonymous reading ${input.text('anonymous')}`]),
    ...(input.text('jwt-secret') === undefined ? [] : ['tokens are checked with your own key']),
    ...(data === undefined ? [] : [`worlds are kept in ${data}`]),
    ...limitsInForce(input),
    ...(input.flag('no-front') ? ["Rocket.Chat's own clients cannot log in"] : []),
    ...(input.text('worlds') === 'explicit' ? ['worlds must be created before use'] : []),
    ...(input.flag('require-world') ? ['every call must name a world'] : []),
    ...(input.text('dialect') === undefined ? [] : [`speaks ${input.text('dialect')}, too`]),
    ...input.list('also').map((file) => `Prism answers the other operations of ${file}`),
    ...input.list('allowed-host').map((name) => `may be called as ${name}`),
    ...input.list('cors-origin').map(originText),
    ...input.list('limit').map((limit) => `limit ${limit}`),
  ]
}

/** Without rate limits, livechat has none either. */
function limitsInForce(input: Input): string[] {
  const limitsLivechat = input.flag('livechat-limits')
  if (input.flag('no-rate-limit'))
    return [limitsLivechat ? 'no rate limit, despite --livechat-limits' : 'no rate limit']
  return limitsLivechat ? ['livechat operations are limited'] : []
}

/** A sandboxed frame has the origin null, whatever site made it. */
const originText = (origin: string): string =>
  origin === 'null' ? 'pages without an origin may call, and any web site can make one' : `pages of ${origin} may call`
