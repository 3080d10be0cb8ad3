/** Words of which one stands in nearly every text that names a relay: what holds none is not looked at more closely. */
export const SPEAKS_OF_MAIL = /smtp|mail|relay|smart_?host|outgoing_?server/i;
