import type { Environment } from '../targets/secrets.ts'
import type { Proxies } from '../verify/send/dispatchers.ts'

/** The proxies of the usual variables, in lower or upper case; an empty one means none. */
export function proxiesIn(env: Environment): Proxies {
  const [http, https, except] = ['http_proxy', 'https_proxy', 'no_proxy'].map(
    (name) => env[name] || env[name.toUpperCase()] || undefined,
  )
  return {
    ...(http === undefined ? {} : { http }),
    ...(https === undefined ? {} : { https }),
    ...(except === undefined ? {} : { except }),
  }
}
