import type { VNode } from 'preact'
import { ClockPanel } from './clock-panel.tsx'
import { LimitPanel } from './limit-panel.tsx'
import { SnapshotPanel } from './snapshot-panel.tsx'
import { WorldList } from './world-list.tsx'

/** Isolated copies of all state: their list, and the clock, limits and snapshots of the one that is looked at. */
export const Worlds = (): VNode => (
  <div class="worlds">
    <WorldList />
    <div class="panels">
      <ClockPanel />
      <LimitPanel />
      <SnapshotPanel />
    </div>
  </div>
)
