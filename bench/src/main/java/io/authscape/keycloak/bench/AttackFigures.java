package io.authscape.keycloak.bench;

/**
 * What several attacks did to those who know their secrets.
 *
 * @param quiet milliseconds until a client that has not come before has its token, while nobody attacks
 * @param attacked the same for the client whose secret is being guessed
 * @param other the same for another client meanwhile
 * @param cores that Keycloak's process took
 * @param hashing of these, what comparing took, by the clock of its threads
 * @param guesses wrong secrets compared per second
 */
record AttackFigures(Series quiet, Series attacked, Series other, Series cores, Series hashing, Series guesses) {

    AttackFigures() {
        this(new Series(), new Series(), new Series(), new Series(), new Series(), new Series());
    }
}
