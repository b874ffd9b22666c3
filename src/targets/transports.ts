import { TRANSPORTS, type Transport } from '../verify/model/transport.ts'
import { itemsOf, wordOf, wrong, type YamlValue } from './yaml-value.ts'

/** HTTP by default. Throws a Fault for an unknown transport, and for an empty list. */
export function toTransports(at: YamlValue | undefined): readonly Transport[] {
  if (!at) return ['http']
  const named = itemsOf(at).map((item) => wordOf(item, 'transport', TRANSPORTS))
  if (named.length === 0) throw wrong(at, 'transports is empty', 'Name one, or remove the entry for [http].')
  return TRANSPORTS.filter((transport) => named.includes(transport))
}
