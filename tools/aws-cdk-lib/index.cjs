// Nobody loads it: of that package only the archive with the programs is used.
module.exports = {};
