/** The fixed ports of everything that `pushdock mock up` starts. 4011 and 4012 stay free for the stand-ins of `make run`. */
export const mockPorts = {
  control: 4010,
  zettle: 4013,
  oneshoppingcart: 4014,
  appdirect: 4015,
  prismZettle: 4016,
  prismOneShoppingCart: 4017,
  prismAppDirect: 4018,
  prismInbound: 4019,
} as const;

/** A mock without an API has no port. */
export const portOf = (provider: string): number | undefined =>
  ({ zettle: mockPorts.zettle, oneshoppingcart: mockPorts.oneshoppingcart, appdirect: mockPorts.appdirect })[provider];
