package org.nljdbc.jdbc;

import java.sql.ParameterMetaData;
import java.sql.SQLException;

/** Describes the bind markers of a question by the parameters that they became. */
final class BoundParameters implements ParameterMetaData {

  private final ParameterMetaData real;
  private final ParameterPlaces places;

  BoundParameters(ParameterMetaData real, ParameterPlaces places) {
    this.real = real;
    this.places = places;
  }

  private int first(int marker) throws SQLException {
    return places.of(marker)[0];
  }

  @Override
  public int getParameterCount() {
    return places.count();
  }

  @Override
  public int isNullable(int param) throws SQLException {
    return real.isNullable(first(param));
  }

  @Override
  public boolean isSigned(int param) throws SQLException {
    return real.isSigned(first(param));
  }

  @Override
  public int getPrecision(int param) throws SQLException {
    return real.getPrecision(first(param));
  }

  @Override
  public int getScale(int param) throws SQLException {
    return real.getScale(first(param));
  }

  @Override
  public int getParameterType(int param) throws SQLException {
    return real.getParameterType(first(param));
  }

  @Override
  public String getParameterTypeName(int param) throws SQLException {
    return real.getParameterTypeName(first(param));
  }

  @Override
  public String getParameterClassName(int param) throws SQLException {
    return real.getParameterClassName(first(param));
  }

  @Override
  public int getParameterMode(int param) throws SQLException {
    return real.getParameterMode(first(param));
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return Unwrapping.unwrap(this, real, type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return Unwrapping.isWrapperFor(this, real, type);
  }
}
