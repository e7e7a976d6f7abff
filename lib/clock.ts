/** Injectable time for what is not decided in the database. Leases, limits and money use the database's now(). */
export type Clock = () => Date;

export const systemClock: Clock = () => new Date();
