import { Fault } from '../../fault.ts'
import { toWorldName, WORLD_NAME_RULE } from '../../world/world-name.ts'

/** The canonical name of a world that an operand names. Throws a Fault if it can't be one. */
export function worldOperand(operand: string): string {
  const name = toWorldName(operand)
  if (name === null) throw new Fault(`${operand} is not a valid world name`, `Use ${WORLD_NAME_RULE}.`)
  return name
}
