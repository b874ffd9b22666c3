const IN_MEMORY = 'State lives in memory and ends with the process.'

const STATES: Readonly<Record<string, string>> = {
  file: 'State is kept in a file, and survives the process.',
  redis:
    'State is kept on a Redis server, shared with other mocks there, and survives the process. Behind a balancer, Socket.IO clients that poll need its cookie (docs/scaling.md).',
  tab: 'State is kept in this tab, and survives a reload.',
}

/** A sentence for people, by the place of a store; of memory, if that is not said. */
export const howLongStateLives = (place = 'memory'): string => STATES[place] ?? IN_MEMORY
