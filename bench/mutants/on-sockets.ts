import { Fault } from '../../src/fault.ts'
import type { Transport } from '../../src/verify/model/transport.ts'
import type { Mutant, Patch } from './mutant.ts'

/** The transports for socket mutants, unless they are about upgrades, which take long. */
const PLAYED_BY: readonly Transport[] = ['websocket', 'polling']

/** Mutants of one operator played on sockets, each with its name and change. */
export const onSockets = (
  operator: string,
  list: readonly (readonly [name: string, change: Mutant['change']])[],
  transports: readonly Transport[] = PLAYED_BY,
): Mutant[] => list.map(([name, change]) => ({ operator, name, change, transports }))

/** Whether a mutant is played on sockets. */
export const isOnSockets = ({ transports = [] }: Mutant): boolean => transports.some((each) => each !== 'http')

/** Several changes of one source file of the mock. */
export function all(...patches: readonly Patch[]): Patch {
  const [first] = patches
  if (!first || patches.some(({ file }) => file !== first.file))
    throw new Fault('patches of one mutant are of different files', 'Change one file only.')
  return { file: first.file, edit: (source) => patches.reduce((text, { edit }) => edit(text), source) }
}
