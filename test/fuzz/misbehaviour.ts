/** What framed must not do, as a finding tells it. */
export class Misbehaviour extends Error {}
